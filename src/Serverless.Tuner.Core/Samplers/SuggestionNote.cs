namespace Serverless.Tuner.Core.Samplers;

/// <summary>What a sampler says of a point that it has suggested.</summary>
/// <param name="Method">How it found the point, in a word: <c>gp</c>, <c>local-gp</c>, <c>tpe</c>, <c>cmaes</c>, <c>start</c>.</param>
public sealed record SuggestionNote(string Method)
{
    /// <summary>How many trials its model was fitted to; null where it has no model.</summary>
    public int? LearntFrom { get; init; }

    /// <summary>What the acquisition is, in words; null where there is none.</summary>
    public string? Acquisition { get; init; }

    /// <summary>The acquisition at the point: of several points the one of the highest was suggested. Null where it is not finite.
    /// </summary>
    public double? Value { get; init; }

    /// <summary>The values that the model expects, one for each direction; null where it expects none.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>The share of the trials around this one that the method had, 0 to 1, where several take turns; else null.</summary>
    public double? Share { get; init; }

    /// <summary>The standard deviations of those.</summary>
    public IReadOnlyList<double>? Deviations { get; init; }

    /// <summary>The note of a point from before there is a model: one of a sequence that covers the space evenly.</summary>
    internal static SuggestionNote Start { get; } = new("start");

    /// <summary>A number that JSON can hold; null for another.</summary>
    internal static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
