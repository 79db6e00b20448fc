namespace Serverless.Tuner.Core.Pruners;

/// <summary>Decides at each report whether a trial stops. Pure: the same curves give the same answer on any worker.</summary>
public interface IPruner
{
    /// <summary>Whether the trial should stop after its newest report.</summary>
    /// <param name="trial">The trial with its reports so far, at least one, the newest last.</param>
    /// <param name="others">The curves of the study's other trials; they may be a little
    /// out of date, and an older state of the trial itself may be among them.</param>
    bool ShouldPrune(TrialCurve trial, PrunerHistory others);

    /// <summary>Whether the decision at the trial's newest report can depend
    /// on other trials: only then does the caller read them.</summary>
    /// <param name="trial">The trial with its reports so far, at least one, the newest last.</param>
    bool LooksAtOthers(TrialCurve trial);

    /// <summary>Whether it can serve a study with several directions: then each report has a value for each of them, which it
    /// compares. One that cannot is refused when such a study is started.</summary>
    bool TakesSeveralDirections => false;

    /// <summary>Why it could never prune in the study that it was made for; null when it can.</summary>
    string? Refusal => null;
}
