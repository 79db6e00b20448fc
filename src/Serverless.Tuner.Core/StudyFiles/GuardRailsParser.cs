using Serverless.Tuner.Core.Parts;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads what a study file makes of metrics: its score and its guards.</summary>
internal static class GuardRailsParser
{
    private const int MaxGuards = 32;

    private static readonly OptionsClass GuardFields = new(typeof(GuardSpec));

    public static Dictionary<string, double>? ReadScore(ObjectReader reader)
    {
        if (reader.OpenMap("score") is not { } body) return null;
        if (body.Names.Count == 0) reader.Error("score", "must name at least one metric with its weight");
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var metric in body.Names)
        {
            if (body.Require(metric) is null || body.Number(metric) is not { } weight) continue;
            if (weight == 0) body.Error(metric, "must not be 0");
            weights[metric] = weight;
        }

        return weights;
    }

    public static List<GuardSpec>? ReadGuards(ObjectReader reader, ErrorList errors)
    {
        if (reader.Elements("guards", MaxGuards, "guards such as {\"metric\": \"ece\", \"max\": 0.05}") is not { } elements) return null;
        var guards = new List<GuardSpec>();
        foreach (var (item, at) in elements)
        {
            if (ObjectReader.Open(item, at, errors) is not { } body) continue;
            var guard = (GuardSpec)GuardFields.ReadAll(body);
            if (guard.Metric?.Length == 0) body.Error("metric", "must be a string that is not empty");
            if (body.Get("min") is null && body.Get("max") is null) body.Error("max", "or min is required");
            if (guard.Min > guard.Max) body.Error("max", $"is below min, {guard.Min:R}");
            guards.Add(guard);
        }

        return guards;
    }
}
