namespace Serverless.Tuner.Core.Origins;

/// <summary>Where a trial's point came from.</summary>
public enum OriginKind
{
    /// <summary>The study's sampler.</summary>
    Suggested,

    /// <summary>The defaults of the study's spec.</summary>
    Default,

    /// <summary>Somebody asked for it, or for a part of it.</summary>
    Enqueued,
}
