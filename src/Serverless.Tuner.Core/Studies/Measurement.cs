namespace Serverless.Tuner.Core.Studies;

/// <summary>What an evaluation of a point measured, and what the study needs to judge it.</summary>
public sealed record Measurement : Measured
{
    /// <summary>A measurement of values alone.</summary>
    public Measurement(IReadOnlyList<double> values)
        : base(values)
    {
    }

    /// <summary>What was measured, as a measurement.</summary>
    public Measurement(Measured measured)
        : base(measured)
    {
    }

    /// <summary>The names of <see cref="Measured.Values"/>, where the objective
    /// names them: a score or a guard may refer to them as metrics.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>How many intermediate values it reported.</summary>
    public int Reports { get; init; }

    /// <summary>A metric by name; null when it was not measured.</summary>
    internal double? Find(string metric)
    {
        if (Metrics is not null && Metrics.TryGetValue(metric, out var value)) return value;
        for (var i = 0; i < Math.Min(Names.Count, Values.Count); i++)
            if (Names[i] == metric) return Values[i];
        return null;
    }

    /// <summary>The same with the metrics by which the study calls its values
    /// as the values, where the objective returned none itself.</summary>
    public Measurement WithNamedValues(StudySpec spec)
    {
        if (spec.Score is not null || Values.Count > 0 || spec.ValueNames is not { } names) return this;
        double?[] named = [.. names.Select(Find)];
        return named.All(value => value is not null) ? this with { Values = [.. named.Select(value => value!.Value)] } : this;
    }

    /// <summary>The mean of several evaluations of one point: of what each of
    /// them measured. Notes are the last one's, reports the fewest.</summary>
    /// <exception cref="ArgumentException">There are none, or they have different numbers of values.</exception>
    public static Measurement Mean(IReadOnlyList<Measurement> repeats)
    {
        if (repeats.Count == 0 || repeats.Any(r => r.Values.Count != repeats[0].Values.Count))
            throw new ArgumentException("Repeats must have the same number of values, one at least.", nameof(repeats));
        return repeats[^1] with
        {
            Values = [.. Enumerable.Range(0, repeats[0].Values.Count).Select(i => repeats.Average(r => r.Values[i]))],
            Metrics = Mean(repeats, r => r.Metrics),
            Constraints = Mean(repeats, r => r.Constraints),
            Reports = repeats.Min(r => r.Reports),
        };
    }

    private static Dictionary<string, double>? Mean(
        IReadOnlyList<Measurement> repeats, Func<Measurement, IReadOnlyDictionary<string, double>?> select) =>
        select(repeats[0])?.Keys.Where(name => repeats.All(r => select(r)?.ContainsKey(name) == true))
            .ToDictionary(name => name, name => repeats.Average(r => select(r)![name]), StringComparer.Ordinal);
}
