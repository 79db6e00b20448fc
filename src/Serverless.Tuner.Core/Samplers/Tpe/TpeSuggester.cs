using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers.Costs;
using Serverless.Tuner.Core.Samplers.Qmc;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>TPE fitted to a history.</summary>
internal sealed class TpeSuggester : IModelSuggester
{
    private readonly long _seed;
    private readonly TpeOptions _options;
    private readonly TpeMemory _memory;
    private readonly PointEncoding _encoding;
    private readonly IReadOnlyList<EncodedTrial> _trials;
    private readonly TrialSplit _split;
    private readonly QmcSuggester? _start;
    private readonly CostModel? _price;
    private readonly double _spentShare;
    private readonly int _constraints;

    public TpeSuggester(SamplerHistory history, TpeOptions options, TpeMemory memory)
    {
        _seed = history.Seed;
        _options = options;
        _memory = memory;
        _encoding = history.Encoding;
        _trials = history.Encoded;
        _split = new TrialSplit(history, options);
        if (_split.RankedCount < options.NStartupTrials)
        {
            _start = new QmcSuggester(_encoding, new SobolSequence(history.Seed).Value);
            return;
        }

        _constraints = ConstraintSplit.Count(_trials);
        _spentShare = history.SpentShare;
        // While no money is spent, costs do not count.
        if (options.CostAware && _spentShare > 0) _price = CostModel.TryFit(history);
    }

    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        if (_start is not null) return _start.Suggest(number);

        var ratios = Fill();
        var random = new TrialRandom(_seed, number);
        var point = _options.Multivariate
            ? _memory.Search.Best(ratios, _options.NCandidates, _price, _spentShare, random)
            : _memory.Search.BestOfEach(ratios, _options.NCandidates, _price, _spentShare, random);
        var values = _encoding.Decode(point);
        // Encoded again from its values, so that the next suggestion is the same as after a round trip through the store.
        AddPending(number, _encoding.Encode(values));
        return values;
    }

    public void AddPending(int number, double[] point)
    {
        if (_options.ConstantLiar) _split.AddBad(number, point);
    }

    private ReadOnlySpan<DensityRatio> Fill()
    {
        _split.Fill(_memory.Ratio(0));
        var count = ConstraintSplit.TryFill(_trials, null, _memory.Ratio(1)) ? 2 : 1;
        for (var constraint = 0; constraint < _constraints; constraint++)
            if (ConstraintSplit.TryFill(_trials, constraint, _memory.Ratio(count)))
                count++;
        return _memory.Ratios(count);
    }
}
