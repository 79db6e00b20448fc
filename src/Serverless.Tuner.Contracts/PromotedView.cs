namespace Serverless.Tuner.Contracts;

/// <summary>What of a schedule's runs is to be deployed now.</summary>
public sealed record PromotedView
{
    /// <summary>The schedule.</summary>
    public required string Schedule { get; init; }

    /// <summary>The study that found it.</summary>
    public required string Study { get; init; }

    /// <summary>The trial of that study.</summary>
    public required int Trial { get; init; }

    /// <summary>Its value; where it was evaluated again, the mean.</summary>
    public required double Value { get; init; }

    /// <summary>Since when it is promoted (UTC).</summary>
    public required DateTimeOffset PromotedAt { get; init; }

    /// <summary>The parameters, as an evaluation received them: defaults, what was found, and what is fixed.</summary>
    public required IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; }
}
