using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Watching;

/// <summary>Shows a study while it runs: as a live table on a terminal, line by line elsewhere.</summary>
internal static class StudyDisplay
{
    /// <summary>Shows it until it has ended.</summary>
    /// <param name="environment">Where to show it.</param>
    /// <param name="watcher">The study.</param>
    /// <param name="fromStart">Whether trials that ended before are news.</param>
    /// <param name="cancellationToken">Stops watching; the study goes on.</param>
    public static async Task<StudyView> ShowAsync(CliEnvironment environment, StudyWatcher watcher, bool fromStart, CancellationToken cancellationToken)
    {
        var output = environment.Terminal.Output;
        return output.Profile.Out.IsTerminal && output.Profile.Capabilities.Interactive
            ? await new LiveDisplay(output).ShowAsync(watcher.WatchAsync(cancellationToken))
            : await new LineDisplay(output, fromStart).ShowAsync(watcher.WatchAsync(cancellationToken));
    }
}
