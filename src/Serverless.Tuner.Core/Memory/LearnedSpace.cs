using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Memory;

/// <summary>The part of a search space in which the best points of earlier studies lie, widened.</summary>
internal static class LearnedSpace
{
    /// <summary>How many of each study's best points count.</summary>
    private const int MostOfEach = 3;

    // Shares of a parameter's range on its scale: what the box is at least; and from where on keeping to it is not worth it.
    private const double Narrowest = 0.1;
    private const double Widest = 0.8;

    /// <summary>The parameters of which the best points agree, each with its narrower range or fewer choices; the others are not in it.
    /// </summary>
    /// <param name="spec">The study that is to search the space.</param>
    /// <param name="from">The studies that it learns from.</param>
    public static IReadOnlyList<ParameterSpec> Of(StudySpec spec, IReadOnlyList<MemoryEntry> from)
    {
        if (spec.OpenSpace) return [];
        var points = from.SelectMany(entry => entry.Best.Take(MostOfEach)).Select(p => p.Parameters).ToArray();
        var parameters = SearchSpace.Of(spec).Parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
        return [.. spec.SearchSpace.Select(p => Narrowed(p, parameters[p.Name], points)).OfType<ParameterSpec>()];
    }

    /// <summary>The space with the narrower ranges in it, as far as they still lie within its own.</summary>
    public static IReadOnlyList<ParameterSpec> Apply(IReadOnlyList<ParameterSpec> space, IReadOnlyList<ParameterSpec> learned)
    {
        var byName = learned.ToDictionary(p => p.Name, StringComparer.Ordinal);
        return [.. space.Select(p =>
            byName.TryGetValue(p.Name, out var narrow) && Contains(p, narrow) ? narrow with { When = p.When } : p)];
    }

    private static bool Contains(ParameterSpec wide, ParameterSpec narrow) => wide.Kind == narrow.Kind && wide.Kind switch
    {
        ParameterKind.Categorical or ParameterKind.Ordinal => narrow.Choices!.All(wide.Choices!.Contains),
        ParameterKind.Normal or ParameterKind.LogNormal => (wide.Mu, wide.Sigma) == (narrow.Mu, narrow.Sigma)
            && !(narrow.Low < wide.Low) && !(narrow.High > wide.High),
        _ => (wide.Log, wide.Scale, wide.Step) == (narrow.Log, narrow.Scale, narrow.Step)
            && narrow.Low >= wide.Low && narrow.High <= wide.High,
    };

    private static ParameterSpec? Narrowed(
        ParameterSpec spec, Parameter parameter, IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> points)
    {
        if (ParameterScale.Of(parameter) is not { IsConstant: false } scale) return null;
        var known = points.Where(p => p.ContainsKey(spec.Name)).Select(p => p[spec.Name])
            .Where(value => parameter is not CategoricalParameter || parameter.Accept(value) is not null)
            .Select(value => scale.ToCoordinate(parameter.Accept(value) ?? value)).Where(x => !double.IsNaN(x)).ToArray();
        if (known.Length == 0) return null;
        if (scale is ChoiceScale choices)
        {
            var kept = known.Distinct().Order().ToArray();
            return kept.Length < choices.Count ? spec with { Choices = [.. kept.Select(scale.FromCoordinate)] } : null;
        }

        var (low, high) = (known.Min(), known.Max());
        var margin = Math.Max(high - low, Narrowest - (high - low)) / 2;
        (low, high) = (Math.Max(0, low - margin), Math.Min(1, high + margin));
        if (high - low > Widest) return null;
        if (parameter is CategoricalParameter ordinal)
        {
            var near = ordinal.Choices.Where(c => scale.ToCoordinate(c) >= low && scale.ToCoordinate(c) <= high).ToArray();
            return near.Length < ordinal.Choices.Count ? spec with { Choices = near } : null;
        }

        var (least, most) = (scale.FromCoordinate(low).AsDouble(), scale.FromCoordinate(high).AsDouble());
        if (!(least < most)) return null;
        return spec with { Low = low == 0 ? spec.Low : least, High = high == 1 ? spec.High : most };
    }
}
