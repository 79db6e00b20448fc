namespace Serverless.Tuner.Core.Pruners;

/// <summary>Decides at each report whether a trial is worth going on with. Pure: the same curves give the same answer, on whichever worker.</summary>
public interface IPruner
{
    /// <summary>Whether the trial should stop after its newest report.</summary>
    /// <param name="trial">The trial with its reports so far, at least one, the newest last.</param>
    /// <param name="others">What is known of the study's other trials; it may be a little behind, and may hold an older state of the trial itself.</param>
    bool ShouldPrune(TrialCurve trial, PrunerHistory others);

    /// <summary>Whether the decision at the trial's newest report can depend on other trials at all: only then is it worth to read them.</summary>
    /// <param name="trial">The trial with its reports so far, at least one, the newest last.</param>
    bool LooksAtOthers(TrialCurve trial);

    /// <summary>Why it could never prune in the study that it was made for; null when it can.</summary>
    string? Refusal => null;
}
