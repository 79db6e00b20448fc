using Serverless.Tuner.Core.Samplers.Qmc;

namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>CMA-ES on a history, which may grow. Pending trials matter
/// only by their numbers, which the generations are counted by.</summary>
internal sealed class CmaEsSuggester : ISuggester
{
    // With a model every so many turns of a generation are where the model is least.
    private const int ModelEvery = 8;

    private readonly SamplerHistory _history;
    private readonly NumericCoordinates _coordinates;
    private readonly bool _hasModel;
    private readonly DistributionDraw _draw;
    private readonly EvolutionMemory _memory;
    private readonly QmcSuggester _start;
    private readonly IEvolutionTrials _trials;

    public CmaEsSuggester(SamplerHistory history, CmaEsOptions options)
        : this(history, options, new WholeHistory(history), history.FirstOfSpace, hasModel: false)
    {
    }

    /// <param name="history">The study.</param>
    /// <param name="options">The options.</param>
    /// <param name="trials">Those of its trials that the evolution learns from.</param>
    /// <param name="known">How many of them are no generation, but what is known at the start.</param>
    /// <param name="hasModel">Whether some trials are where a model is least, if no number is discrete: what is learned of a discrete one
    /// depends on where in its cell the draw was, and a replay makes no models.</param>
    public CmaEsSuggester(SamplerHistory history, CmaEsOptions options, IEvolutionTrials trials, int known, bool hasModel)
    {
        _trials = trials;
        var coordinates = new NumericCoordinates(history.Encoding);
        (_history, _coordinates, _hasModel) = (history, coordinates, hasModel && !coordinates.HasDiscrete);
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

        var least = _hasModel && (_trials.TurnOf(number) - now.First) % ModelEvery == 0
            ? ModelMinimum.Of(now.Distribution, _coordinates, _trials, now.First)
            : null;
        var point = _draw.Draw(now.Distribution, number, least);
        for (var i = 0; i < point.Length; i++)
            if (!_history.Encoding.IsActive(i, point))
                point[i] = double.NaN;
        return _history.Encoding.Decode(point);
    }
}
