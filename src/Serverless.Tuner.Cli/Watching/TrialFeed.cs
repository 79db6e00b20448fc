using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Watching;

/// <summary>Reads a study's trials repeatedly, each time from the lowest one that has not ended.</summary>
internal sealed class TrialFeed(StudyServer server, string study, bool readsReports)
{
    /// <summary>Of so many running trials the reports are read; more are not shown.</summary>
    public const int MostRunning = 8;

    private readonly HashSet<int> _ended = [];
    private int _firstOpen;

    /// <summary>The trials that have ended since the last call, by the time of their end, and those that run.</summary>
    public async Task<(IReadOnlyList<TrialView> JustEnded, IReadOnlyList<TrialView> Running)> ReadAsync(CancellationToken cancellationToken)
    {
        var ended = new List<TrialView>();
        var running = new List<TrialView>();
        int? after = _firstOpen == 0 ? null : _firstOpen - 1;
        await foreach (var trial in server.Client.ListTrialsAsync(study, after, state: null, cancellationToken))
        {
            if (trial.State is TrialState.Running) running.Add(trial);
            else if (trial.State is not TrialState.Waiting && !_ended.Contains(trial.Number)) ended.Add(trial);
        }

        if (readsReports)
        {
            for (var i = 0; i < Math.Min(running.Count, MostRunning); i++)
                running[i] = await server.Client.GetTrialAsync(study, running[i].Number, cancellationToken);
        }

        // Only now: a call that fails half-way is repeated.
        _ended.UnionWith(ended.Select(trial => trial.Number));
        while (_ended.Remove(_firstOpen)) _firstOpen++;
        return ([.. ended.OrderBy(trial => trial.EndedAt).ThenBy(trial => trial.Number)], running);
    }
}
