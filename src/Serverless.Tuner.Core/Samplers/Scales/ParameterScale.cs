using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>Maps a parameter's values to coordinates and back.</summary>
/// <remarks>
/// A numeric parameter's coordinate lies in [0, 1], and the parameter's own distribution is uniform there: linear, logarithmic or logit
/// for a float, equal cells for a grid or ordered choices, the distribution function for a normal. A categorical's coordinate is the
/// index of its choice.
/// </remarks>
internal abstract class ParameterScale
{
    /// <summary>Whether there is one value only.</summary>
    public abstract bool IsConstant { get; }

    /// <summary>The coordinate of <paramref name="value"/>, moved into the
    /// limits; NaN when it is not a value of this kind at all.</summary>
    public abstract double ToCoordinate(ParameterValue value);

    /// <summary>The value at <paramref name="coordinate"/>: always one that the parameter contains, whatever the rounding.</summary>
    public abstract ParameterValue FromCoordinate(double coordinate);

    /// <summary>The coordinate of the value at <paramref name="coordinate"/>: the middle of its cell when values are discrete.</summary>
    public virtual double Snap(double coordinate) => coordinate;

    /// <summary>Draws a value from the parameter's own distribution.</summary>
    public virtual ParameterValue Draw(TrialRandom random) => FromCoordinate(random.NextClosedDouble());

    public static ParameterScale Of(Parameter parameter) => parameter switch
    {
        FloatParameter { Step: { } step } p => new FloatGridScale(p.Low, p.High, step),
        FloatParameter { Logit: true } p => new LogitScale(p.Low, p.High),
        FloatParameter { Log: true } p => new LogScale(p.Low, p.High),
        FloatParameter p => new LinearScale(p.Low, p.High),
        IntParameter { Log: true } p => new LogIntScale(p.Low, p.High),
        IntParameter p => new IntGridScale(p.Low, p.High, p.Step),
        CategoricalParameter { IsOrdered: true } p => new OrdinalScale(p),
        CategoricalParameter p => new ChoiceScale(p),
        NormalParameter p => new NormalScale(p),
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "Unknown kind of parameter."),
    };
}
