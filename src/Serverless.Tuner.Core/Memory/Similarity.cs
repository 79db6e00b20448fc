using System.Globalization;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Memory;

/// <summary>Compares studies: the mean, by weight, of how much they share in what they evaluate, in their search spaces, their tags and
/// the sizes of their data. What one of the two does not say does not count.</summary>
public static class Similarity
{
    private const double OfObjective = 0.35;
    private const double OfSpace = 0.4;
    private const double OfTags = 0.15;
    private const double OfSize = 0.1;

    // So many times as much data is nothing in common.
    private const double FarthestRatio = 100;

    /// <summary>How similar a study is to a new one.</summary>
    /// <param name="wanted">The new study.</param>
    /// <param name="known">A study of the memory.</param>
    public static SimilarityScore Of(StudyFingerprint wanted, StudyFingerprint known)
    {
        if (!wanted.Directions.SequenceEqual(known.Directions)) return new SimilarityScore(0, "it has other directions.");
        (string Text, double Weight, double? Share)[] parts =
        [
            Objective(wanted, known), Space(wanted.Space, known.Space), Tags(wanted.Tags, known.Tags), Size(wanted.Data, known.Data),
        ];
        var counted = parts.Where(p => p.Share is not null).ToArray();
        var score = counted.Sum(p => p.Weight * p.Share!.Value) / counted.Sum(p => p.Weight);
        return new SimilarityScore(Math.Clamp(score, 0, 1), $"{string.Join("; ", counted.Select(Described))}.");
    }

    /// <summary>How much two parameters overlap, 0 to 1: their ranges on their scale, or the choices that both have of all.</summary>
    public static double Overlap(ParameterSpec a, ParameterSpec b)
    {
        if (a.HasChoices || b.HasChoices)
        {
            if (a.Choices is not { } choices || b.Choices is not { } others) return 0;
            return choices.Intersect(others).Count() / (double)choices.Union(others).Count() * (a.Kind == b.Kind ? 1 : 0.5);
        }

        if (IsNormal(a) || IsNormal(b)) return a.Kind == b.Kind ? Overlap(Middle(a), Middle(b)) : 0;
        if ((a.Log, a.Scale) != (b.Log, b.Scale)) return Overlap(Limits(a), Limits(b)) / 2;
        return Overlap(ScaledLimits(a), ScaledLimits(b)) * (a.Kind == b.Kind ? 1 : 0.5);
    }

    private static string Described((string Text, double Weight, double? Share) part) => string.Create(
        CultureInfo.InvariantCulture, $"{part.Text} ({part.Share:0.00} × {part.Weight:0.00})");

    private static (string Text, double Weight, double? Share) Objective(StudyFingerprint a, StudyFingerprint b)
    {
        if (a.Objective.Kind != b.Objective.Kind) return ("another kind of objective", OfObjective, 0);
        if (a.Objective.Hash is null)
            // Workers evaluate both; all that is known of what is what they call the values.
            return a.ValueNames.SequenceEqual(b.ValueNames)
                ? ("values of the same names", OfObjective, 0.75)
                : ("values of other names", OfObjective, 0);
        return a.Objective.Hash == b.Objective.Hash ? ("the same objective", OfObjective, 1) : ("another objective", OfObjective, 0);
    }

    private static (string Text, double Weight, double? Share) Space(
        IReadOnlyList<ParameterSpec>? a, IReadOnlyList<ParameterSpec>? b)
    {
        if (a is null || b is null) return ("", OfSpace, null);
        var known = b.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var overlaps = a.Where(p => known.ContainsKey(p.Name)).Select(p => Overlap(p, known[p.Name])).ToArray();
        var all = a.Count + b.Count - overlaps.Length;
        return all == 0
            ? ("", OfSpace, null)
            : ($"{overlaps.Length} of {all} parameters in both", OfSpace, overlaps.Sum() / all);
    }

    private static (string Text, double Weight, double? Share) Tags(
        IReadOnlyDictionary<string, string>? a, IReadOnlyDictionary<string, string>? b)
    {
        if (a is not { Count: > 0 } || b is not { Count: > 0 }) return ("", OfTags, null);
        var same = a.Count(tag => b.TryGetValue(tag.Key, out var value) && value == tag.Value);
        var all = a.Keys.Union(b.Keys, StringComparer.Ordinal).Count();
        return ($"{same} of {all} tags the same", OfTags, same / (double)all);
    }

    private static (string Text, double Weight, double? Share) Size(DataSpec? a, DataSpec? b)
    {
        double?[] shares = [Share(a?.Rows, b?.Rows), Share(a?.Features, b?.Features)];
        return shares.Any(s => s is not null) ? ("data of about that size", OfSize, shares.Average()) : ("", OfSize, null);
    }

    private static double? Share(long? a, long? b) =>
        a is { } one && b is { } other
            ? 1 - Math.Min(1, Math.Abs(PortableMath.Log((double)one / other)) / PortableMath.Log(FarthestRatio))
            : null;

    private static bool IsNormal(ParameterSpec parameter) => parameter.Kind is ParameterKind.Normal or ParameterKind.LogNormal;

    /// <summary>Where nearly all of a normal lies, on its own scale.</summary>
    private static (double Low, double High) Middle(ParameterSpec parameter) =>
        (parameter.Mu!.Value - (2 * parameter.Sigma!.Value), parameter.Mu.Value + (2 * parameter.Sigma.Value));

    private static (double Low, double High) Limits(ParameterSpec parameter) => (parameter.Low!.Value, parameter.High!.Value);

    private static (double Low, double High) ScaledLimits(ParameterSpec parameter)
    {
        var (low, high) = Limits(parameter);
        if (parameter.Scale == ScaleKind.Logit) return (LogitScale.Logit(low), LogitScale.Logit(high));
        return parameter.Log ? (PortableMath.Log(low), PortableMath.Log(high)) : (low, high);
    }

    private static double Overlap((double Low, double High) a, (double Low, double High) b)
    {
        var both = Math.Min(a.High, b.High) - Math.Max(a.Low, b.Low);
        var all = Math.Max(a.High, b.High) - Math.Min(a.Low, b.Low);
        if (all == 0) return 1;
        // Halves are not needed: what overflows has nothing in common that matters.
        return double.IsFinite(all) ? Math.Max(0, both) / all : 0;
    }
}
