using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Cli.Watching;

namespace Serverless.Tuner.Cli.Commands;

/// <summary>Shows a study until it has ended, and what it has found: for people, or its JSON alone on standard output.</summary>
internal sealed class WatchedStudy(CliEnvironment environment, StudyServer server, bool json)
{
    private const int BestTrials = 5;

    // Beside JSON on standard output, the text for people goes to standard error.
    private IAnsiConsole Output => json ? environment.Terminal.Error : environment.Terminal.Output;

    /// <summary>Starts and shows a study.</summary>
    /// <returns>The exit code for the study's outcome.</returns>
    public async Task<int> RunAsync(string studyFile, CancellationToken cancellationToken)
    {
        var started = await server.Client.StartStudyAsync(studyFile, cancellationToken);
        if (started.State == StudyState.Ended)
        {
            EndedReport.Write(Output, started);
            return await ReportAsync(started, cancellationToken);
        }

        Output.WriteLine($"Study {started.Name}: {Format.Progress(started)}.");
        StudyPlan.Write(Output, started.Spec);
        foreach (var remark in started.Remarks ?? []) Output.WriteLine(remark);
        if (!server.OutlivesUs)
            await OtherStudies.WriteAsync(Output, "Also going on", server.Client, started.Name, cancellationToken);
        try
        {
            var exitCode = await FollowAsync(started.Name, fromStart: true, cancellationToken);
            // What has not arrived when this server ends waits for the next one.
            if (!server.OutlivesUs && started.Spec.Mlflow is not null)
                await MlflowWait.RunAsync(Output, server.Client, started.Name, environment.Clock, cancellationToken);
            var label = $"This server ends, `{Installation.Command} serve` goes on with";
            if (!server.OutlivesUs)
                await OtherStudies.WriteAsync(environment.Terminal.Error, label, server.Client, started.Name, cancellationToken);
            return exitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            environment.Terminal.Error.WriteLine(server.OutlivesUs
                ? $"Study {started.Name} goes on at {server.Url}; `{Installation.Command} study stop {started.Name}` stops it."
                : $"Study {started.Name} is kept; `{Installation.Command} serve` goes on with it.");
            return ExitCode.Interrupted;
        }
    }

    /// <summary>Shows a study that was started before; its trials that have
    /// ended already are news only <paramref name="fromStart"/>.</summary>
    /// <returns>The exit code for the study's outcome.</returns>
    public async Task<int> FollowAsync(string name, bool fromStart, CancellationToken cancellationToken)
    {
        var isLive = Output.Profile.Out.IsTerminal && Output.Profile.Capabilities.Interactive;
        var snapshots = new StudyWatcher(server, name, environment.Clock, readsReports: isLive).WatchAsync(cancellationToken);
        var study = isLive
            ? await Watching.LiveDisplay.ShowAsync(Output, snapshots)
            : await LineDisplay.ShowAsync(Output, snapshots, fromStart);
        return await ReportAsync(study, cancellationToken);
    }

    /// <summary>Shows what a study that has ended has found.</summary>
    private async Task<int> ReportAsync(StudyView study, CancellationToken cancellationToken)
    {
        var best = (await server.Client.BestTrialsAsync(study.Name, BestTrials, cancellationToken)).Items;
        if (json) environment.Terminal.WriteJson(study);
        else BestReport.Write(environment.Terminal.Output, study, best);
        return best.Count > 0 ? ExitCode.Done : ExitCode.NoCompleteTrial;
    }
}
