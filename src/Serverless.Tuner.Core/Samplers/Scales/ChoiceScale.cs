using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>A categorical: the coordinate is the index of the choice.</summary>
internal sealed class ChoiceScale(CategoricalParameter parameter) : ParameterScale
{
    public int Count => parameter.Choices.Count;

    public override bool IsConstant => Count == 1;

    public override double ToCoordinate(ParameterValue value) => parameter.IndexOf(value) ?? double.NaN;

    public override ParameterValue FromCoordinate(double coordinate) => parameter.Choices[(int)coordinate];

    public override ParameterValue Draw(TrialRandom random) => parameter.Choices[(int)random.NextInt(Count)];
}
