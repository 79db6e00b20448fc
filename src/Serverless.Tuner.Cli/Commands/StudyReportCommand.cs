using Serverless.Tuner.Cli.Moving.Plots;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study report NAME</c>.</summary>
internal static class StudyReportCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Optional(arguments);
        var png = Folder("--png", "PNG");
        var svg = Folder("--svg", "SVG");
        const string Description = "Draw a study: its history, importances, parallel coordinates, contours and slices, a file for each";
        return arguments.Run(new("report", Description) { name, png, svg }, async call =>
        {
            var (pngs, svgs) = (call.Parsed.GetValue(png), call.Parsed.GetValue(svg));
            if (pngs is null && svgs is null) throw new CliException("Say what to write: --png DIR or --svg DIR.", ExitCode.InvalidInput);
            var client = (await call.ConnectOrOpenAsync()).Client;
            var study = await client.GetStudyAsync(await call.StudyAsync(client, name), call.CancellationToken);
            var trials = await client.ListTrialsAsync(study.Name, after: (int?)null, TrialState.Complete, call.CancellationToken)
                .ToListAsync(call.CancellationToken);
            if (PlottedStudy.Of(study, trials) is not { } plotted)
                throw new CliException($"Study {study.Name} has no complete trial to draw.", ExitCode.InvalidInput);
            var pictures = PlotFiles.Draw(plotted, importances: null);
            string[] files =
            [
                .. pngs is null ? [] : PlotFiles.Write(pictures, pngs, ".png", (picture, stream) => picture.WritePng(stream)),
                .. svgs is null ? [] : PlotFiles.Write(pictures, svgs, ".svg", (picture, stream) => picture.WriteSvg(stream)),
            ];
            return call.Show(files, () =>
            {
                foreach (var file in files) call.Output.WriteLine(file);
            });
        });
    }

    private static Option<string?> Folder(string name, string kind) =>
        new(name) { Description = $"write {kind} files into this folder; those that are there are replaced", HelpName = "DIR" };
}
