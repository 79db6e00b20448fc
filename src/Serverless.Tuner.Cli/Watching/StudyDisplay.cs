using Serverless.Tuner.Contracts;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Watching;

/// <summary>Shows a study while it runs: as a live table on a terminal, line by line elsewhere.</summary>
internal static class StudyDisplay
{
    /// <summary>Shows the study until it has ended.</summary>
    public static Task<StudyView> ShowAsync(IAnsiConsole output, StudyWatcher watcher, bool fromStart, CancellationToken cancellationToken) =>
        output.Profile.Out.IsTerminal && output.Profile.Capabilities.Interactive
            ? LiveDisplay.ShowAsync(output, watcher.WatchAsync(cancellationToken))
            : LineDisplay.ShowAsync(output, watcher.WatchAsync(cancellationToken), fromStart);
}
