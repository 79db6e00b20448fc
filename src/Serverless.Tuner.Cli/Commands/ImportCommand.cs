using Serverless.Tuner.Cli.Moving;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner import</c>: studies from elsewhere.</summary>
internal static class ImportCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var arguments = new StudyArguments(environment);
        var command = new Command(
            "import",
            "Bring in studies that ran elsewhere, as ones that have ended and go on with more trials; works without a server, too")
        {
            ImportOptunaCommand.Create(arguments),
            ImportCsvCommand.Create(arguments),
        };
        arguments.AddTo(command);
        return command;
    }

    /// <summary>Sends studies, and says of each what became of it.</summary>
    public static async Task<int> SendAsync(StudyCall call, IReadOnlyList<MovedStudy> moved)
    {
        var client = (await call.ConnectOrOpenAsync(brings: true)).Client;
        var views = new List<StudyView>();
        foreach (var study in moved)
        {
            var view = (await ImportSender.SendAsync(client, study, call.CancellationToken)).Study!;
            views.Add(view);
            // Beside JSON these are for people all the same.
            var output = call.Json ? call.Environment.Terminal.Error : call.Output;
            output.WriteLine(
                $"Study {view.Name}: {study.Trials.Count} trials imported ({view.Counts.Complete} complete, {view.Counts.Pruned} pruned, "
                + $"{view.Counts.Failed} failed).");
            foreach (var remark in study.Remarks) output.WriteLine($"  {remark}");
            if (view.ContinueWith is { } goOn) output.WriteLine($"  `{Servers.Installation.Own(goOn)}` lets it go on.");
        }

        return call.Show(new PageView<StudyView>(views, null), () => { });
    }
}
