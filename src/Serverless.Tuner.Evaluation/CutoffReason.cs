namespace Serverless.Tuner.Evaluation;

/// <summary>Why an evaluation is cut short.</summary>
internal enum CutoffReason
{
    /// <summary>The pruner stops it: what it returns afterwards does not count.</summary>
    Pruner,

    /// <summary>Its reservation is used up and there is no more money: what it returns afterwards does not count.</summary>
    Budget,

    /// <summary>The study wants its running trials to end: a result that comes within the grace period was paid for, and counts.</summary>
    Study,

    /// <summary>A user has cancelled the trial: what it returns afterwards does not count.</summary>
    Cancelled,

    /// <summary>It has run longer than a trial may: a result that comes within the grace period was paid for, and counts.</summary>
    TrialTimeout,

    /// <summary>The Functions host would end the worker soon: a result that
    /// comes within the grace period was paid for, and counts.</summary>
    FunctionTimeout,

    /// <summary>The host stops: a result that comes in time counts, otherwise the next host evaluates the trial again.</summary>
    Host,

    /// <summary>Another worker has taken over, or the study is gone: nothing counts.</summary>
    Lost,
}
