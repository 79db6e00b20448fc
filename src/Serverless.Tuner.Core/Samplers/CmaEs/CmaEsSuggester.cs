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
    private readonly IEvolutionTrials _trials;

    public CmaEsSuggester(SamplerHistory history, CmaEsOptions options)
        : this(history, options, new WholeHistory(history), history.FirstOfSpace)
    {
    }

    /// <param name="history">The study.</param>
    /// <param name="options">The options.</param>
    /// <param name="trials">Those of its trials that the evolution learns from.</param>
    /// <param name="known">How many of them are no generation, but what is known at the start.</param>
    public CmaEsSuggester(SamplerHistory history, CmaEsOptions options, IEvolutionTrials trials, int known)
    {
        _trials = trials;
        var coordinates = new NumericCoordinates(history.Encoding);
        _history = history;
        _draw = new DistributionDraw(coordinates, trials, history.Seed, history.Excluded);
        _memory = new EvolutionMemory(new EvolutionRules(options, coordinates, _draw, history.Seed, known));
        _start = new QmcSuggester(history.Encoding, new SobolSequence(history.Seed).Value, history.Excluded);
    }

    public SuggestionNote? Note { get; private set; }

    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        var now = _memory.At(_trials, _trials.TurnOf(number));
        Note = now.IsStart ? SuggestionNote.Start : new SuggestionNote("cmaes");
        if (now.IsStart) return _start.Suggest(number);

        var point = _draw.Draw(now.Distribution, number);
        for (var i = 0; i < point.Length; i++)
            if (!_history.Encoding.IsActive(i, point))
                point[i] = double.NaN;
        return _history.Encoding.Decode(point);
    }
}
