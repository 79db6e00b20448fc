namespace Serverless.Tuner.Objectives.Command;

/// <summary>What one line of a program's output means.</summary>
internal abstract record CommandMessage
{
    private CommandMessage()
    {
    }

    /// <summary>An intermediate value, and what the evaluation has cost so far.</summary>
    public sealed record Report(int Step, double Value, decimal? CostUsd = null) : CommandMessage;

    /// <summary>The outcome.</summary>
    public sealed record Final(ObjectiveResult Result) : CommandMessage;

    /// <summary>Anything else: progress bars, warnings, JSON logs.</summary>
    public sealed record Other : CommandMessage;
}
