using Serverless.Tuner.Cli.Moving;
using Serverless.Tuner.Cli.Moving.Plots;
using Serverless.Tuner.Cli.Moving.Reports;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study report NAME</c>.</summary>
internal static class StudyReportCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Optional(arguments);
        var page = new Option<string?>("--output", "-o")
        {
            Description = "write all of it into this HTML file, which opens anywhere",
            HelpName = "FILE.html",
        };
        var pages = Folder("--dir", "an HTML file for each plot");
        var png = Folder("--png", "PNG pictures");
        var svg = Folder("--svg", "SVG pictures");
        var force = new Option<bool>("--force") { Description = "replace files that are there already, which otherwise are not touched" };
        const string Description = "Write a study as a page that opens anywhere, or its plots as pages or pictures";
        return arguments.Run(new("report", Description) { name, page, pages, png, svg, force }, async call =>
        {
            var (file, folder) = (call.Parsed.GetValue(page), call.Parsed.GetValue(pages));
            var (pngs, svgs) = (call.Parsed.GetValue(png), call.Parsed.GetValue(svg));
            if (file is null && folder is null && pngs is null && svgs is null)
                throw new CliException("Say what to write: -o FILE.html, --dir DIR, --png DIR or --svg DIR.", ExitCode.InvalidInput);
            var client = (await call.ConnectOrOpenAsync()).Client;
            var study = await client.GetStudyAsync(await call.StudyAsync(client, name), call.CancellationToken);
            List<Output> outputs = [];
            if (file is not null || folder is not null) outputs.AddRange(await PagesAsync(call, client, study, file, folder));
            if (pngs is not null || svgs is not null) outputs.AddRange(await PicturesAsync(call, client, study, pngs, svgs));
            if (!call.Parsed.GetValue(force)) NewFiles.Require(outputs.SelectMany(output => output.Paths));
            string[] files = [.. outputs.SelectMany(output => output.Write())];
            return call.Show(files, () =>
            {
                foreach (var written in files) call.Output.WriteLine(written);
            });
        });
    }

    private static async Task<IEnumerable<Output>> PagesAsync(
        StudyCall call, TunerClient client, StudyView study, string? file, string? folder)
    {
        var data = await new ReportReader(client, call.CancellationToken).ReadAsync(study, call.Environment.Clock.GetUtcNow());
        return
        [
            .. file is null ? [] : (Output[])[new([file], () => [ReportFile.Write(file, data)])],
            .. folder is null ? [] : (Output[])[new(ReportFile.PlotPaths(folder, data), () => ReportFile.WritePlots(folder, data))],
        ];
    }

    private static async Task<IEnumerable<Output>> PicturesAsync(
        StudyCall call, TunerClient client, StudyView study, string? pngs, string? svgs)
    {
        var trials = await client.ListTrialsAsync(study.Name, after: (int?)null, TrialState.Complete, call.CancellationToken)
            .ToListAsync(call.CancellationToken);
        if (PlottedStudy.Of(study, trials) is not { } plotted)
            throw new CliException($"Study {study.Name} has no complete trial to draw.", ExitCode.InvalidInput);
        var importances = (await client.GetImportanceAsync(study.Name, cancellationToken: call.CancellationToken)).Answer!.Parameters
            .ToDictionary(p => p.Name, p => p.Importance, StringComparer.Ordinal);
        var pareto = study.Spec.Directions.Count > 1
            ? (await client.GetParetoAsync(study.Name, cancellationToken: call.CancellationToken)).Answer
            : null;
        var pictures = PlotFiles.Draw(plotted, importances, pareto);
        return
        [
            .. In(pngs, ".png", (picture, stream) => picture.WritePng(stream)),
            .. In(svgs, ".svg", (picture, stream) => picture.WriteSvg(stream)),
        ];

        Output[] In(string? folder, string ending, Action<Picture, Stream> write) => folder is null
            ? []
            : [new(PlotFiles.Paths(pictures, folder, ending), () => PlotFiles.Write(pictures, folder, ending, write))];
    }

    private static Option<string?> Folder(string name, string what) =>
        new(name) { Description = $"write {what} into this folder", HelpName = "DIR" };

    /// <summary>Something to be written.</summary>
    /// <param name="Paths">Its files.</param>
    /// <param name="Write">Writes them, and says which.</param>
    private sealed record Output(IEnumerable<string> Paths, Func<IEnumerable<string>> Write);
}
