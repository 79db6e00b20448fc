using System.Globalization;

namespace Serverless.Tuner.Contracts;

/// <summary>One parameter of the search space.</summary>
public sealed record ParameterSpec : ParameterDistribution
{
    /// <summary>A parameter.</summary>
    public ParameterSpec()
    {
    }

    /// <summary>A parameter of a distribution.</summary>
    internal ParameterSpec(ParameterDistribution distribution)
        : base(distribution)
    {
    }

    /// <summary>Its name, unique in the space, without <c>{ }</c> and control characters.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind; which of the other fields apply depends on it.</summary>
    public required ParameterKind Kind { get; init; }

    /// <summary>The parameter exists only when each named parameter exists and has one of the values listed.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>? When { get; init; }

    /// <summary>What a definition before this one had beside its range or choices and this one has not, in words such as <c>no longer
    /// log</c>.</summary>
    /// <param name="before">The definition of the same parameter.</param>
    public IReadOnlyList<string> LostSince(ParameterSpec before)
    {
        ArgumentNullException.ThrowIfNull(before);
        var lost = new List<string>();
        if (before.Log && !Log) lost.Add("no longer log");
        if (before.Scale is not null && Scale is null) lost.Add("no longer on a logit scale");
        // A step of 1 between integers is none.
        if (before.Step is { } step && Step is null && (Kind != ParameterKind.Int || step != 1))
            lost.Add($"no longer in steps of {step.ToString("R", CultureInfo.InvariantCulture)}");
        if (before.When is { Count: > 0 } && When is not { Count: > 0 }) lost.Add("no longer conditional");
        return lost;
    }
}
