namespace Serverless.Tuner.Core.Studies;

/// <summary>What an evaluation receives: defaults ← suggested ← fixed.</summary>
public static class EvaluatedPoint
{
    /// <summary>The parameters that a trial is evaluated with.</summary>
    public static IReadOnlyDictionary<string, ParameterValue> Of(StudySpec spec, IReadOnlyDictionary<string, ParameterValue> suggested)
    {
        if (spec is { Defaults: null, Fixed: null }) return suggested;
        var merged = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var layer in new[] { spec.Defaults, suggested, spec.Fixed })
            foreach (var (name, value) in layer ?? new Dictionary<string, ParameterValue>())
                merged[name] = value;
        return merged;
    }
}
