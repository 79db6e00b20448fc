namespace Serverless.Tuner.Contracts;

/// <summary>What of a study can be told to a webhook.</summary>
public enum NotifyEvent
{
    /// <summary>The study has ended, for whatever reason.</summary>
    Ended,

    /// <summary>A trial is better than every one before (one direction only).</summary>
    Improved,

    /// <summary>The study has ended because of an error, or because too many trials failed.</summary>
    Failed,

    /// <summary>Four fifths of the money limit are spent.</summary>
    Budget80,
}
