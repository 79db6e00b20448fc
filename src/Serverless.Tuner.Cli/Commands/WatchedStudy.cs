using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Cli.Watching;
using Serverless.Tuner.Contracts;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Commands;

/// <summary>Starts a study, shows it until it has ended, and shows what it has found.</summary>
internal static class WatchedStudy
{
    private const int BestTrials = 5;

    /// <summary>Starts and shows a study.</summary>
    /// <param name="environment">Where to show it.</param>
    /// <param name="connection">The server.</param>
    /// <param name="studyFile">The study file's JSON.</param>
    /// <param name="json">Only the study's JSON at the end, instead of what people read.</param>
    /// <param name="cancellationToken">Ctrl+C.</param>
    /// <returns>The exit code by the study's outcome.</returns>
    public static async Task<int> RunAsync(
        CliEnvironment environment, ApiConnection connection, string studyFile, bool json, CancellationToken cancellationToken)
    {
        var started = await connection.Client.StartStudyAsync(studyFile, cancellationToken);
        // With JSON on standard output, what people read goes beside it.
        var shown = json ? environment with { Terminal = environment.Terminal with { Output = environment.Terminal.Error } } : environment;
        var output = shown.Terminal.Output;
        output.WriteLine($"Study {started.Name}: {Format.Progress(started)}.");
        if (!connection.IsServer) await OtherStudies.WriteAsync(output, "Also going on", connection.Client, started.Name, cancellationToken);
        try
        {
            var watcher = new StudyWatcher(connection.Client, started.Name, environment.Clock);
            var study = await StudyDisplay.ShowAsync(shown, watcher, fromStart: true, cancellationToken);
            return await CloseAsync(environment, connection, study, json, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            environment.Terminal.Error.WriteLine(connection.IsServer
                ? $"Study {started.Name} goes on at {connection.Url}; `./tuner study stop {started.Name}` stops it."
                : $"Study {started.Name} is kept; `./tuner serve` goes on with it.");
            return ExitCode.Interrupted;
        }
    }

    /// <summary>Shows what a study that has ended has found.</summary>
    /// <param name="environment">Where to show it.</param>
    /// <param name="connection">The server.</param>
    /// <param name="study">The study.</param>
    /// <param name="json">Its JSON instead of what people read.</param>
    /// <param name="cancellationToken">Ctrl+C.</param>
    /// <returns>The exit code by the study's outcome.</returns>
    public static async Task<int> CloseAsync(
        CliEnvironment environment, ApiConnection connection, StudyView study, bool json, CancellationToken cancellationToken)
    {
        var best = (await connection.Client.BestTrialsAsync(study.Name, BestTrials, cancellationToken)).Items;
        if (json) environment.Terminal.WriteJson(study);
        else BestReport.Write(environment.Terminal.Output, study, best);
        return best.Count > 0 ? ExitCode.Done : ExitCode.NoCompleteTrial;
    }
}
