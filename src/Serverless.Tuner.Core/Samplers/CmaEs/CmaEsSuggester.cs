using Serverless.Tuner.Core.Samplers.Qmc;

namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>CMA-ES on a history, which may grow. Pending trials matter
/// only by their numbers, which the generations are counted by.</summary>
internal sealed class CmaEsSuggester : ISuggester
{
    private readonly SamplerHistory _history;
    private readonly DistributionDraw _draw;
    private readonly EvolutionMemory _memory;
    private readonly QmcSuggester _start;

    public CmaEsSuggester(SamplerHistory history, CmaEsOptions options)
    {
        var coordinates = new NumericCoordinates(history.Encoding);
        _history = history;
        _draw = new DistributionDraw(coordinates, history.Seed, history.Excluded);
        _memory = new EvolutionMemory(new EvolutionRules(options, coordinates, _draw, history.Seed, history.FirstOfSpace));
        _start = new QmcSuggester(history.Encoding, new SobolSequence(history.Seed).Value, history.Excluded);
    }

    public SuggestionNote? Note { get; private set; }

    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        var now = _memory.At(_history, number);
        Note = now.IsStart ? SuggestionNote.Start : new SuggestionNote("cmaes");
        if (now.IsStart) return _start.Suggest(number);

        var point = _draw.Draw(now.Distribution, number);
        for (var i = 0; i < point.Length; i++)
            if (!_history.Encoding.IsActive(i, point))
                point[i] = double.NaN;
        return _history.Encoding.Decode(point);
    }
}
