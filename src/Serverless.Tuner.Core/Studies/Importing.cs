using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Makes studies of trials that ended elsewhere: pure functions from one state of the study row to the next.</summary>
public static class Importing
{
    /// <summary>A study none of whose trials is there yet.</summary>
    /// <param name="spec">What it was asked to do; it has as many trials at least as are imported.</param>
    /// <param name="run">The run that it would go on with.</param>
    /// <param name="import">The import.</param>
    /// <param name="now">The time.</param>
    public static Study Begin(StudySpec spec, string run, StudyImport import, DateTimeOffset now)
    {
        var study = StudyMachine.Create(spec with { Trials = Math.Max(spec.Trials, import.Of) }, run, now);
        return study with { Import = import, State = StudyState.Ended, StopReason = StopReason.Requested, EndedAt = now };
    }

    /// <summary>The study with all its trials: counted, and ended when the last of them did.</summary>
    /// <param name="study">What <see cref="Begin"/> has made.</param>
    /// <param name="trials">Its trials by number, all of them ended.</param>
    /// <param name="space">Its space, with what trials have declared.</param>
    /// <remarks>Trials count in the order in which they ended, as those of any other study do.</remarks>
    public static Study Conclude(Study study, IReadOnlyList<Trial> trials, SearchSpace space)
    {
        foreach (var trial in trials.OrderBy(t => t.EndedAt).ThenBy(t => t.Number)) study = StudyMachine.Count(study, trial);
        study = study with
        {
            NextNumber = trials.Count,
            Spent = Money.Sum(trials.Select(t => t.Cost)),
            // One that goes on is judged by what comes from then on.
            EndedBefore = study.Ended,
            FailedBefore = study.Failed,
            FailedInARow = 0,
            CompleteSinceBest = 0,
            StartedAt = trials.Min(t => t.StartedAt ?? t.CreatedAt),
            EndedAt = trials.Max(t => t.EndedAt),
            StopReason = study.Ended >= study.Spec.Trials ? StopReason.Trials : StopReason.Requested,
        };
        return study with { Result = StudyResult.Of(study, trials, space) };
    }
}
