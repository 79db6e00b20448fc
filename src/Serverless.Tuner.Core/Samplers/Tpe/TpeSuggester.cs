using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers.Random;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>TPE fitted to a history: the good density is fitted once, the bad one again whenever a pending trial joins it.</summary>
internal sealed class TpeSuggester : IModelSuggester
{
    private readonly long _seed;
    private readonly TpeOptions _options;
    private readonly PointEncoding _encoding;
    private readonly RandomSuggester? _start;
    private readonly ParzenEstimator? _good;
    private readonly BadTrials _bad = new();

    public TpeSuggester(SamplerHistory history, TpeOptions options)
    {
        _seed = history.Seed;
        _options = options;
        _encoding = history.Encoding;
        var split = TrialSplit.Of(history);
        if (split.RankedCount < options.NStartupTrials)
        {
            _start = new RandomSuggester(history.Space, history.Seed);
            return;
        }

        _good = new ParzenEstimator(_encoding, [.. split.Good.Select(t => _encoding.Encode(t.Parameters))], split.GoodWeights);
        // Only the newest are kept anyway, so only they are worth encoding.
        foreach (var trial in split.Bad.TakeLast(BadTrials.Most)) _bad.Add(trial.Number, _encoding.Encode(trial.Parameters));
    }

    /// <inheritdoc />
    public void AddPending(int number, double[] point)
    {
        if (_good is not null) _bad.Add(number, point);
    }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        if (_good is null) return _start!.Suggest(number);

        var bad = new ParzenEstimator(_encoding, _bad.Points, _bad.Weights());
        var point = CandidateSelection.Best(_good, bad, _options.NCandidates, new TrialRandom(_seed, number));
        var values = _encoding.Decode(point);
        // Encoded again from its values, so that the next suggestion is the same as after a round trip through the store.
        _bad.Add(number, _encoding.Encode(values));
        return values;
    }
}
