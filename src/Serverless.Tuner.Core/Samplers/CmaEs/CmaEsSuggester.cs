using Serverless.Tuner.Core.Samplers.Qmc;

namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>CMA-ES on a history, which may grow. Pending trials matter
/// only by their numbers, which the generations are counted by.</summary>
internal sealed class CmaEsSuggester : ISuggester
{
    // With models one of so many trials is where that of squares is least, and one where that with products is.
    private const int ModelEvery = 8;

    private readonly SamplerHistory _history;
    private readonly NumericCoordinates _coordinates;
    private readonly bool _hasModels;
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
        (_history, _coordinates) = (history, coordinates);
        // What is learned of a discrete number depends on where in its cell the draw was, and a replay makes no models. Of choices they
        // know nothing.
        _hasModels = options.Surrogate && coordinates is { HasDiscrete: false, HasContinuous: true, Categorical: [] };
        _draw = new DistributionDraw(coordinates, trials, history.Seed, history.Excluded);
        _memory = new EvolutionMemory(new EvolutionRules(options, coordinates, _draw, history.Seed, known));
        _start = new QmcSuggester(history.Encoding, new SobolSequence(history.Seed).Value, history.Excluded);
    }

    public SuggestionNote? Note { get; private set; }

    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        var turn = _trials.TurnOf(number);
        var now = _memory.At(_trials, turn);
        Note = now.IsStart ? SuggestionNote.Start : new SuggestionNote("cmaes");
        if (now.IsStart) return _start.Suggest(number);

        var point = _draw.Draw(now.Distribution, number, _hasModels ? Least(now, turn) : null);
        for (var i = 0; i < point.Length; i++)
            if (!_history.Encoding.IsActive(i, point))
                point[i] = double.NaN;

        return _history.Encoding.Decode(point);
    }

    /// <summary>Where a model is least, if the turn is one for it: each model once in a generation at most, as it is that of all trials
    /// before the generation.</summary>
    private double[]? Least(Evolution now, int turn)
    {
        if (turn - now.First >= ModelEvery || turn % (ModelEvery / 2) != 0) return null;
        var hasProducts = turn % ModelEvery != 0;
        return QuadraticModel.Of(now.Distribution, _coordinates, _trials, now.First, hasProducts)?.Minimum();
    }
}
