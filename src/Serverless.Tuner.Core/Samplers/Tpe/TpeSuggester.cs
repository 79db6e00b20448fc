using System.Runtime.InteropServices;
using Serverless.Tuner.Core.Samplers.Costs;
using Serverless.Tuner.Core.Samplers.Qmc;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>TPE fitted to a history.</summary>
internal sealed class TpeSuggester(SamplerHistory history, TpeOptions options, CandidateSearch search, List<DensityRatio> ratios)
    : IModelSuggester
{
    private readonly PointEncoding _encoding = history.Encoding;
    private readonly TrialSplit _split = new(history, options);
    private readonly QmcSuggester _start = new(history.Encoding, new SobolSequence(history.Seed).Value, history.Excluded);
    private readonly double _spentShare = history.SpentShare;

    // So often candidates are drawn when all of them are in regions that are excluded.
    private const int MostDraws = 8;

    // Chosen among 24 at any time, 30, 40, 60 and 100 trials.
    private const double CandidatesFrom = 60;
    private const double MostTimes = 4;

    // While no money is spent, costs do not count.
    private readonly CostModel? _price =
        options is { CostAware: true, Multivariate: true } && history.SpentShare > 0 ? CostModel.TryFit(history) : null;

    public SuggestionNote? Note { get; private set; }

    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        Note = SuggestionNote.Start;
        if (_split.RankedCount < options.NStartupTrials) return _start.Suggest(number);

        var filled = Fill();
        var random = new TrialRandom(history.Seed, number);
        var candidates = Candidates();
        Dictionary<string, ParameterValue> values;
        var draws = 0;
        do
        {
            values = _encoding.Decode(
                options.Multivariate
                    ? search.Best(filled, candidates, _price, _spentShare, random)
                    : search.BestOfEach(filled, options.NCandidates, random));
        }
        while (history.Excluded?.Contains(values) == true && ++draws < MostDraws);

        Note = new SuggestionNote("tpe")
        {
            LearntFrom = _split.RankedCount,
            Acquisition = options.Multivariate && options.NCandidates > 1 ? "log density ratio of good to bad trials" : null,
            Value = options.Multivariate && options.NCandidates > 1 ? SuggestionNote.Finite(search.BestScore) : null,
        };
        // Encoded again from its values, so that the next suggestion is the same as after a round trip through the store.
        AddPending(number, _encoding.Encode(values));
        return values;
    }

    /// <summary>With more trials the good density is narrower, and the best of more candidates is worth more than their variety.</summary>
    private int Candidates() => options.NCandidates == 1
        ? 1
        : (int)(options.NCandidates * Math.Clamp(_split.RankedCount / CandidatesFrom, 1, MostTimes));

    public void AddPending(int number, double[] point) => _split.AddPending(number, point);

    /// <summary>The density ratio of the objective, then that of each constraint which some trial breaks.</summary>
    private ReadOnlySpan<DensityRatio> Fill()
    {
        var tally = history.Tally;
        while (ratios.Count < tally.Constraints.Count + 2) ratios.Add(new DensityRatio());
        _split.Fill(ratios[0]);
        var count = ConstraintSplit.TryFill(tally.Failures, ratios[1]) ? 2 : 1;
        foreach (var constraint in tally.Constraints)
            if (ConstraintSplit.TryFill(constraint, ratios[count])) count++;
        return CollectionsMarshal.AsSpan(ratios)[..count];
    }
}
