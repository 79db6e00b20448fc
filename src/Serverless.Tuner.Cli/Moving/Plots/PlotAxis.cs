using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Serverless.Tuner.Cli.Moving.Plots;

/// <summary>A parameter as an axis: numbers on its scale, choices one after the other.</summary>
internal sealed class PlotAxis
{
    private const int LongestLabel = 24, MostMarks = 7;
    private readonly List<ParameterValue> _choices = [];
    private readonly bool _isLog, _isLogit;

    /// <param name="parameter">The parameter.</param>
    /// <param name="values">The values that trials had of it, one at least.</param>
    public PlotAxis(ParameterSpec parameter, IEnumerable<ParameterValue> values)
    {
        Name = parameter.Name;
        var seen = values.Distinct().ToArray();
        if (parameter.HasChoices || seen.Any(v => !v.IsNumber))
        {
            _choices.AddRange((parameter.Choices ?? []).Where(seen.Contains));
            _choices.AddRange(seen.Except(_choices));
        }

        _isLog = (parameter.Log || parameter.Kind == ParameterKind.LogNormal) && seen.All(v => v.IsNumber && v.AsDouble() > 0);
        _isLogit = !_isLog && parameter.Scale == ScaleKind.Logit && seen.All(v => v.IsNumber && v.AsDouble() is > 0 and < 1);
        var places = seen.Select(Place).ToArray();
        (Low, High) = (places.Min(), places.Max());
    }

    /// <summary>The parameter's name.</summary>
    public string Name { get; }

    /// <summary>Whether it has choices and not numbers.</summary>
    public bool IsCategorical => _choices.Count > 0;

    /// <summary>The lowest place of a value.</summary>
    public double Low { get; }

    /// <summary>The highest place of a value.</summary>
    public double High { get; }

    /// <summary>Where a value is on the axis.</summary>
    public double Place(ParameterValue value)
    {
        if (IsCategorical) return _choices.IndexOf(value);
        return _isLog ? Math.Log10(value.AsDouble()) : _isLogit ? LogitTicks.Place(value.AsDouble()) : value.AsDouble();
    }

    /// <summary>The same from 0 to 1.</summary>
    public double Share(ParameterValue value) => High > Low ? (Place(value) - Low) / (High - Low) : 0.5;

    /// <summary>What stands at an end of the axis.</summary>
    public string EndLabel(bool isHigh) => LabelAt(isHigh ? High : Low);

    /// <summary>Writes name and values at an axis of a plot.</summary>
    public void Label(IAxis axis)
    {
        axis.Label.Text = PlotText.Of(Name);
        if (IsCategorical) axis.SetTicks([.. _choices.Select((_, i) => (double)i)], [.. _choices.Select((_, i) => LabelAt(i))]);
        else if (_isLogit && LogitTicks.Of(LogitTicks.At(Low), LogitTicks.At(High), MostMarks) is var marks)
            axis.SetTicks([.. marks.Select(LogitTicks.Place)], [.. marks.Select(LogitTicks.Text)]);
        else axis.TickGenerator = new NumericAutomatic { LabelFormatter = LabelAt };
    }

    private string LabelAt(double place) => IsCategorical ? PlotText.Of(Excerpt.Start(_choices[(int)place].ToString(), LongestLabel))
        : _isLogit ? LogitTicks.Text(LogitTicks.At(place))
        : (_isLog ? Math.Pow(10, place) : place).ToString("G3", CultureInfo.InvariantCulture);
}
