using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Contracts;

/// <summary>What <c>POST …/trials/suggest</c> takes; an empty body stands for its defaults.</summary>
public sealed record SuggestRequest
{
    /// <summary>How many trials the worker wants at most.</summary>
    [Range(1, 100)]
    public int Count { get; init; } = 1;

    /// <summary>What the worker calls itself, to be seen with its trials.</summary>
    [StringLength(128, MinimumLength = 1)]
    public string? Worker { get; init; }

    /// <summary>For how many seconds the worker holds a trial after each sign of life; then the trial is given to another.</summary>
    [Range(10, 3_600)]
    public int LeaseSeconds { get; init; } = 60;
}
