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
            Description = "write all of it into this HTML file, which opens anywhere; one that is there is replaced",
            HelpName = "FILE.html",
        };
        var pages = Folder("--dir", "an HTML file for each plot");
        var png = Folder("--png", "PNG pictures");
        var svg = Folder("--svg", "SVG pictures");
        const string Description = "Write a study as a page that opens anywhere, or its plots as pages or pictures";
        return arguments.Run(new("report", Description) { name, page, pages, png, svg }, async call =>
        {
            var (file, folder) = (call.Parsed.GetValue(page), call.Parsed.GetValue(pages));
            var (pngs, svgs) = (call.Parsed.GetValue(png), call.Parsed.GetValue(svg));
            if (file is null && folder is null && pngs is null && svgs is null)
                throw new CliException("Say what to write: -o FILE.html, --dir DIR, --png DIR or --svg DIR.", ExitCode.InvalidInput);
            var client = (await call.ConnectOrOpenAsync()).Client;
            var study = await client.GetStudyAsync(await call.StudyAsync(client, name), call.CancellationToken);
            string[] files =
            [
                .. file is null && folder is null ? [] : await WritePagesAsync(call, client, study, file, folder),
                .. pngs is null && svgs is null ? [] : await WritePicturesAsync(call, client, study, pngs, svgs),
            ];
            return call.Show(files, () =>
            {
                foreach (var written in files) call.Output.WriteLine(written);
            });
        });
    }

    private static async Task<IEnumerable<string>> WritePagesAsync(
        StudyCall call, TunerClient client, StudyView study, string? file, string? folder)
    {
        var data = await new ReportReader(client, call.CancellationToken).ReadAsync(study, call.Environment.Clock.GetUtcNow());
        var files = new List<string>();
        if (file is not null) files.Add(ReportFile.Write(file, data));
        if (folder is not null) files.AddRange(ReportFile.WritePlots(folder, data));
        return files;
    }

    private static async Task<IEnumerable<string>> WritePicturesAsync(
        StudyCall call, TunerClient client, StudyView study, string? pngs, string? svgs)
    {
        var trials = await client.ListTrialsAsync(study.Name, after: (int?)null, TrialState.Complete, call.CancellationToken)
            .ToListAsync(call.CancellationToken);
        if (PlottedStudy.Of(study, trials) is not { } plotted)
            throw new CliException($"Study {study.Name} has no complete trial to draw.", ExitCode.InvalidInput);
        var importances = (await client.GetImportanceAsync(study.Name, cancellationToken: call.CancellationToken)).Answer!.Parameters
            .ToDictionary(p => p.Name, p => p.Importance, StringComparer.Ordinal);
        var pictures = PlotFiles.Draw(plotted, importances);
        return
        [
            .. pngs is null ? [] : PlotFiles.Write(pictures, pngs, ".png", (picture, stream) => picture.WritePng(stream)),
            .. svgs is null ? [] : PlotFiles.Write(pictures, svgs, ".svg", (picture, stream) => picture.WriteSvg(stream)),
        ];
    }

    private static Option<string?> Folder(string name, string what) =>
        new(name) { Description = $"write {what} into this folder; files that are there are replaced", HelpName = "DIR" };
}
