using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Serverless.Tuner.Cli.Moving.Reports;

/// <summary>Reports as files: the template that the build has made of the dashboard's code, with data in it.</summary>
internal static class ReportFile
{
    private const string Resource = "report/report.html";

    private const string Place = "/*data*/";

    // No text of a study can end the element that it stands in: every `<` is escaped.
    private static readonly JsonSerializerOptions s_json = new(TunerJson.Options) { Encoder = JavaScriptEncoder.Default };

    private static Assembly App => typeof(Functions.ApiAccess).Assembly;

    /// <summary>Writes a report in one file.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="CliException">It cannot be written, or this program was built without a dashboard.</exception>
    public static string Write(string path, ReportData data) => Write(path, data, Template(App));

    /// <summary>The files of the plots that there is something for, in a folder.</summary>
    public static IEnumerable<string> PlotPaths(string folder, ReportData data) =>
        ReportPlot.All.Where(plot => plot.Has(data)).Select(plot => PathOf(plot, folder));

    /// <summary>Writes a file for each plot into a folder.</summary>
    /// <returns>The files.</returns>
    /// <inheritdoc cref="Write(string, ReportData)" path="/exception" />
    public static IReadOnlyList<string> WritePlots(string folder, ReportData data)
    {
        var template = Template(App);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(folder, e);
        }

        return
        [
            .. ReportPlot.All.Where(plot => plot.Has(data))
                .Select(plot => Write(PathOf(plot, folder), data.Only(plot), template)),
        ];
    }

    /// <summary>The page with data in its place.</summary>
    /// <param name="template">The page without.</param>
    /// <param name="data">The data.</param>
    public static string Fill(string template, ReportData data)
    {
        var at = template.IndexOf(Place, StringComparison.Ordinal);
        return string.Concat(template.AsSpan(0, at), JsonSerializer.Serialize(data, s_json), template.AsSpan(at + Place.Length));
    }

    private static string Write(string path, ReportData data, string template)
    {
        try
        {
            File.WriteAllText(path, Fill(template, data));
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, e);
        }
    }

    private static string PathOf(ReportPlot plot, string folder) => Path.Combine(folder, $"{plot.Name}.html");

    private static CliException CannotWrite(string path, Exception why) =>
        new($"{path} cannot be written: {why.Message}", ExitCode.InvalidInput);

    /// <summary>The page without data.</summary>
    /// <param name="app">Where it is.</param>
    /// <exception cref="CliException">It is not there.</exception>
    public static string Template(Assembly app)
    {
        using var packed = app.GetManifestResourceStream(Resource)
            ?? throw new CliException(
                "This program was built without Node.js, which makes the dashboard and the reports that are like it: install Node.js 20 "
                + "or later and build it again. --png DIR and --svg DIR need no Node.js.",
                ExitCode.InvalidInput);
        using var reader = new StreamReader(new BrotliStream(packed, CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
