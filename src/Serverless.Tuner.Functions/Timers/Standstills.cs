using System.Collections.Concurrent;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>
/// How long a study may stand still before the sweep gives it a new run: longer than any wait of its orchestration, and twice as long each
/// time that this did not help. (It does not when the study waits behind long trials of other studies.)
/// </summary>
public sealed class Standstills
{
    /// <summary>The first time. A trial waits at most five minutes for its next attempt, an activity that failed one.</summary>
    internal static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    private const int MostDoublings = 4;
    private readonly ConcurrentDictionary<StudyName, (int NextNumber, int Ended, int Times)> _restarted = new();

    /// <summary>How long the study may stand still now.</summary>
    internal TimeSpan Patience(Study study) => Shortest * (1 << Math.Min(TimesOf(study), MostDoublings));

    /// <summary>The study was given a new run.</summary>
    internal void Restarted(Study study) => _restarted[study.Name] = (study.NextNumber, study.Ended, TimesOf(study) + 1);

    /// <summary>How often it was, without having come further.</summary>
    private int TimesOf(Study study) =>
        _restarted.TryGetValue(study.Name, out var last)
            && last.NextNumber == study.NextNumber && last.Ended == study.Ended ? last.Times : 0;
}
