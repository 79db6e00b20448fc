using System.Globalization;

namespace Serverless.Tuner.Cli.Moving;

/// <summary>Finds the one distribution of a parameter that has every value of those which trials had of it elsewhere, where each may have
/// been drawn from another.</summary>
internal sealed class SpaceUnion(string name)
{
    /// <summary>How far from a point of the grid, in steps, a number may be that means this point.</summary>
    private const double Tolerance = 1e-6;

    private readonly HashSet<Distribution> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<Distribution> _distributions = [];
    private readonly HashSet<ParameterValue> _values = [];
    private double _low = double.PositiveInfinity;
    private double _high = double.NegativeInfinity;

    /// <summary>What the study's space has of it that its trials elsewhere had not; null when nothing.</summary>
    public string? Remark { get; private set; }

    /// <summary>Takes the value of a trial, and what it was drawn from.</summary>
    public void Add(Distribution distribution, ParameterValue value)
    {
        if (_seen.Add(distribution)) _distributions.Add(distribution);
        if (!value.IsNumber || distribution.HasChoices)
        {
            _values.Add(value);
            return;
        }

        _values.Add(value);
        (_low, _high) = (Math.Min(_low, value.AsDouble()), Math.Max(_high, value.AsDouble()));
    }

    /// <summary>The distribution of them all.</summary>
    public ParameterDeclaration Make()
    {
        var numeric = _distributions.Where(d => !d.HasChoices).ToArray();
        if (numeric.Length < _distributions.Count) return Categorical(numeric.Length > 0);
        var (low, high) = (numeric.Min(d => d.Low), numeric.Max(d => d.High));
        if (numeric.Any(d => d.Low != low || d.High != high)) Remark = $"{name}: its range changed over the trials; all of it is searched";
        if (_low < low || _high > high) Remark = $"{name}: values lie outside of its range; it is searched as far as they go";
        (low, high) = (Math.Min(low, _low), Math.Max(high, _high));
        var isInt = numeric.All(d => d.Kind == ParameterKind.Int) && _values.All(v => IsWhole(v.AsDouble()));
        var (isLog, scale) = ScaleOf(numeric, low, high, isInt);
        return new ParameterDeclaration
        {
            Type = isInt ? ParameterKind.Int : ParameterKind.Float,
            Low = low,
            High = high,
            Log = isLog,
            Scale = scale,
            Step = isLog || scale is not null ? null : Step(numeric, low, high),
        };
    }

    /// <summary>The scale that all have and every value has a place on.</summary>
    private (bool IsLog, ScaleKind? Scale) ScaleOf(Distribution[] numeric, double low, double high, bool isInt)
    {
        var isLog = numeric.All(d => d.Log) && low > 0;
        var isLogit = !isInt && numeric.All(d => d.Scale == ScaleKind.Logit) && low > 0 && high < 1;
        if ((!isLog && numeric.Any(d => d.Log)) || (!isLogit && numeric.Any(d => d.Scale is not null)))
            Remark = $"{name}: its scale changed over the trials; it is searched on a linear one";
        return (isLog, isLogit ? ScaleKind.Logit : null);
    }

    /// <summary>The value as the distribution of <see cref="Make"/> has it.</summary>
    public static ParameterValue Of(ParameterDeclaration made, ParameterValue value) =>
        made.Type == ParameterKind.Int ? ParameterValue.Of((long)value.AsDouble())
        : made.Type == ParameterKind.Float ? ParameterValue.Of(value.AsDouble())
        : value;

    private ParameterDeclaration Categorical(bool isMixed)
    {
        var choices = _distributions.SelectMany(d => d.Choices).Concat(_values).Distinct().ToArray();
        if (isMixed) Remark = $"{name}: it was a number and a choice by turns; each of its {choices.Length} values is a choice";
        else if (_distributions.Any(d => d.Choices.Distinct().Count() != choices.Length))
            Remark = $"{name}: its choices changed over the trials; all of them are searched";
        // An order is that of all choices, or none.
        var isOrdered = _distributions.All(d => d.Kind == ParameterKind.Ordinal && d.Choices.SequenceEqual(choices));
        return new ParameterDeclaration { Type = isOrdered ? ParameterKind.Ordinal : ParameterKind.Categorical, Choices = choices };
    }

    /// <summary>The step on whose grid every value lies; null when there is none.</summary>
    private double? Step(Distribution[] numeric, double low, double high)
    {
        var steps = numeric.Select(d => d.Step).Distinct().ToArray();
        if (steps is not [{ } step])
        {
            if (steps.Length > 1) Remark = $"{name}: its step changed over the trials; it is searched without one";
            return null;
        }

        if (step <= high - low && _values.All(v => IsOnGrid(v.AsDouble(), low, step)) && numeric.All(d => IsOnGrid(d.Low, low, step)))
            return step;
        if (high > low) Remark = string.Create(CultureInfo.InvariantCulture,
            $"{name}: not all values lie on its step of {step:R}; it has none");
        return null;
    }

    private static bool IsOnGrid(double x, double low, double step) =>
        (x - low) / step is var k && Math.Abs(k - Math.Round(k)) < Math.Max(Tolerance, 1e-15 * Math.Abs(k));

    private static bool IsWhole(double x) => Math.Floor(x) == x && Math.Abs(x) <= 1L << 53;
}
