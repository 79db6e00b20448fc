using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>A categorical: the coordinate is the index of the choice.</summary>
internal sealed class ChoiceScale : ParameterScale
{
    private readonly IReadOnlyList<ParameterValue> _choices;
    private readonly Dictionary<ParameterValue, int> _indices;

    public ChoiceScale(CategoricalParameter parameter)
    {
        _choices = parameter.Choices;
        _indices = new Dictionary<ParameterValue, int>(_choices.Count);
        for (var i = 0; i < _choices.Count; i++) _indices.TryAdd(_choices[i], i);
    }

    /// <summary>How many choices there are.</summary>
    public int Count => _choices.Count;

    public override bool IsConstant => Count == 1;

    public override double ToCoordinate(ParameterValue value) => _indices.TryGetValue(value, out var index) ? index : double.NaN;

    public override ParameterValue FromCoordinate(double coordinate) => _choices[(int)coordinate];

    public override ParameterValue Draw(TrialRandom random) => _choices[(int)random.NextInt(Count)];
}
