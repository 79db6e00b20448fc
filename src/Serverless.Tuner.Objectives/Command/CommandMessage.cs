namespace Serverless.Tuner.Objectives.Command;

/// <summary>The meaning of one line of a program's output.</summary>
internal abstract record CommandMessage
{
    private CommandMessage()
    {
    }

    /// <summary>An intermediate value, and what the evaluation has cost so far.</summary>
    public sealed record Report(int Step, double Value, decimal? CostUsd = null) : CommandMessage
    {
        /// <summary>The value of each direction, where several are reported.</summary>
        public IReadOnlyList<double>? Values { get; init; }
    }

    public sealed record Final(ObjectiveResult Result) : CommandMessage;

    /// <summary>Anything else: progress bars, warnings, JSON logs.</summary>
    public sealed record Other : CommandMessage;
}
