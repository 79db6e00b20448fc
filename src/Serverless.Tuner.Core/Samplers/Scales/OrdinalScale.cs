using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>Choices in an order: each is a cell of the same width, beside its neighbours.</summary>
internal sealed class OrdinalScale(CategoricalParameter parameter) : GridScale(parameter.Choices.Count)
{
    public override double ToCoordinate(ParameterValue value) =>
        parameter.IndexOf(value) is { } index ? CentreOf(index) : double.NaN;

    protected override ParameterValue ValueAt(long k) => parameter.Choices[(int)k];

    protected override long IndexOf(ParameterValue value) => parameter.IndexOf(value) ?? 0;
}
