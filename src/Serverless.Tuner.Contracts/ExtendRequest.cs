using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Contracts;

/// <summary>What <c>PATCH studies/{name}</c> takes: what is absent stays.</summary>
public sealed record ExtendRequest
{
    /// <summary>The new total of trials, not less than the old one.</summary>
    [Range(1, 1_000_000)]
    public int? Trials { get; init; }

    /// <summary>The new money limit in US dollars, not less than the old one.</summary>
    public decimal? LimitUsd { get; init; }

    /// <summary>The new time limit in seconds from the study's creation; not less than the old one.</summary>
    [Range(0.0, 365 * 24 * 3600.0, MinimumIsExclusive = true)]
    public double? TimeoutSeconds { get; init; }

    /// <summary>Notes to keep with the study, by name, beside those that it has; null removes one. Up to 100 in all, and 32 KB.</summary>
    public IReadOnlyDictionary<string, string?>? Attributes { get; init; }

    /// <summary>The parameters to search otherwise from now on, by name, in the forms of a study file; the others stay. A new one needs
    /// <c>oldValue</c>. Trials that run end under the old space.</summary>
    public IReadOnlyDictionary<string, ParameterChange>? SearchSpace { get; init; }

    /// <summary>The regions of which no point is suggested from now on, in place of those before; an empty list excludes none. Each names
    /// one or more parameters: of a number <c>[low, high]</c> or one value, of a categorical its choices; a point that has all of them is
    /// excluded. Up to 100.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>>? Exclude { get; init; }

    /// <summary>The comparisons that every point keeps which is suggested from now on, in place of those before, such as <c>units2 &lt;=
    /// units1</c>; an empty list asks for none. Up to 100, as in a study file.</summary>
    public IReadOnlyList<string>? Where { get; init; }
}
