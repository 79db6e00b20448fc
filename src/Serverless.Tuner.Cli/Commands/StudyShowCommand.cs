using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Cli.Watching;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study show</c>.</summary>
internal static class StudyShowCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Optional(arguments);
        return arguments.Run(new("show", "Show where a study stands and what it has found") { name }, async call =>
        {
            var connection = await call.ConnectOrOpenAsync();
            var study = await connection.Client.GetStudyAsync(await call.StudyAsync(connection.Client, name), call.CancellationToken);
            var runs = study.State == StudyState.Running;
            var left = runs && connection.IsServer && !call.Json ? await LeftAsync(connection.Client, study, call.CancellationToken) : null;
            var code = call.Show(study, () => StudyReport.Write(call.Output, study, call.Environment.Clock.GetUtcNow(), left));
            if (call.Json) return code;
            if (call.Output.Profile.Out.IsTerminal)
                await StudyPicture.WriteAsync(call.Output, connection.Client, study.Name, call.CancellationToken);
            if (runs && !connection.IsServer)
                call.Output.WriteLine($"No server is running: `{Installation.Command} serve` lets it go on.");
            return code;
        });
    }

    private static async Task<TimeSpan?> LeftAsync(TunerClient client, StudyView study, CancellationToken cancellationToken)
    {
        var after = study.Counts.Ended - Pace.Window(study.Spec) - 1;
        var last = await client.ListTrialsAsync(study.Name, after < 0 ? null : after, state: null, cancellationToken)
            .Where(trial => trial.EndedAt is not null)
            .ToListAsync(cancellationToken);
        var pace = new Pace();
        pace.Add(last.OrderBy(trial => trial.EndedAt), study.Spec);
        return pace.Left(study);
    }
}
