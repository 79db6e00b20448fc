namespace Serverless.Tuner.Core.Studies;

/// <summary>
/// What people ask of a study while it goes on: to pause, to go on, to give up one of its trials or to repeat it. Each is a pure function
/// that can be applied to its own result: a request whose answer was lost changes nothing when it comes again.
/// </summary>
public static class StudyRequests
{
    /// <summary>Starts nothing more until the study is resumed; its open trials go on to their end.</summary>
    public static StudyChange Pause(Study study)
    {
        var name = study.Spec.Name;
        if (study.State == StudyState.Ended) return StudyChange.Refused($"Study '{name}' has ended; there is nothing to pause.");
        if (study.State == StudyState.Pending)
            return StudyChange.Refused($"Study '{name}' is pending: it starts nothing before its turn. It can be stopped.");
        if (IsEnding(study) is { } why)
            return StudyChange.Refused($"Study '{name}' is ending ({why}); it starts nothing more, there is nothing to pause.");
        return StudyChange.To(study.IsPaused ? study : study with { IsPaused = true });
    }

    /// <summary>Lets a study go on that is paused, or has ended with something left to do.</summary>
    /// <param name="study">The study.</param>
    /// <param name="run">The run of its orchestration that one that has ended goes on with.</param>
    /// <param name="now">The time.</param>
    public static StudyChange Resume(Study study, string run, DateTimeOffset now)
    {
        var name = study.Spec.Name;
        if (study.State == StudyState.Pending) return StudyChange.To(study);
        if (study.State == StudyState.Running)
        {
            if (IsEnding(study) is { } why) return StudyChange.Refused($"Study '{name}' is still ending ({why}); try again when it has.");
            return StudyChange.To(study.IsPaused ? study with { IsPaused = false } : study);
        }

        if (Continuation.Obstacle(study, now) is not { } obstacle) return StudyChange.To(StudyMachine.Restart(study, run));
        var way = Continuation.Command(study, now) is { } command ? $"`{command}` lets it go on." : "It cannot go on.";
        return StudyChange.Refused($"{obstacle} {way}");
    }

    /// <summary>Asks an open trial to end as pruned, whatever it comes to. One that is not open is for its row to judge.</summary>
    public static Study Cancel(Study study, int number) =>
        study.Open.Any(o => o.Number == number && !o.IsCancelled)
            ? study with { Open = [.. study.Open.Select(o => o.Number == number ? o with { IsCancelled = true } : o)] }
            : study;

    /// <summary>Puts the point of a trial that has ended at the end of the study's queue; the same request twice counts once.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trial">One of its trials.</param>
    /// <param name="key">By what the request is known when it comes twice; null for one that always counts.</param>
    public static StudyChange Retry(Study study, Trial trial, string? key)
    {
        if (!trial.HasEnded)
            return StudyChange.Refused(
                $"Trial {trial.Number} of study '{study.Spec.Name}' has not ended; wait until it has, or cancel it first.");
        if (study.Spec.Deterministic)
            return StudyChange.Refused(
                $"Study '{study.Spec.Name}' is said to be deterministic: trial {trial.Number} would end as it did, no point is tried "
                + $"twice.");
        return Enqueueing.Enqueue(study, new EnqueueRequest { Points = [trial.Parameters] }, key);
    }

    private static string? IsEnding(Study study) =>
        study.Interruption ?? (study.StopReason is null ? null : "its running trials end");
}
