using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>A parameter as the model's search sees it: its values are listed when they are few, else it moves in [0, 1].</summary>
/// <param name="parameter">The parameter's place in the space.</param>
/// <param name="scale">Its scale.</param>
internal sealed class GpDimension(int parameter, ParameterScale scale)
{
    // A line of values up to this long is compared value by value.
    private const int MostListed = 24;

    public int Parameter => parameter;

    public ParameterScale Scale => scale;

    /// <summary>Whether its values are names rather than positions.</summary>
    public bool IsChoice { get; } = scale is ChoiceScale;

    /// <summary>Its coordinates by ascending size, when they are few or choices; else null.</summary>
    public IReadOnlyList<double>? Values { get; } = scale switch
    {
        ChoiceScale choices => [.. Enumerable.Range(0, choices.Count).Select(i => (double)i)],
        IDiscreteScale discrete => Cells(discrete),
        _ => null,
    };

    /// <summary>What stands for it where it is absent: the middle, or a choice of its own.</summary>
    public double Absent => IsChoice ? -1 : 0.5;

    public double Draw(TrialRandom random) => Place(random.NextClosedDouble());

    /// <summary>The coordinate at a share of the way through its values, 0 to 1.</summary>
    public double Place(double share) => Values is null
        ? scale.Snap(share)
        : Values[Math.Min((int)(share * Values.Count), Values.Count - 1)];

    private static double[]? Cells(IDiscreteScale scale)
    {
        var cells = new List<double>();
        var at = 0.0;
        while (at < 1)
        {
            var (lower, upper) = scale.CellOf(at);
            var centre = 0.5 * (lower + upper);
            if (cells.Count == MostListed || (cells.Count > 0 && centre <= cells[^1])) return null;
            cells.Add(centre);
            // A little beyond the edge, which rounding may count to either side.
            at = upper + 1e-7;
        }

        return [.. cells];
    }
}
