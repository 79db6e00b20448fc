namespace Serverless.Tuner.Contracts;

/// <summary>How much a hint matters.</summary>
public enum HintSeverity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Trials, and what they cost, are probably wasted.</summary>
    Warning,
}
