using Serverless.Tuner.Core.Samplers.CmaEs;
using Serverless.Tuner.Core.Samplers.Gp;
using Serverless.Tuner.Core.Samplers.Nsga;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.Samplers.Tpe;

namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>Chooses the sampler by the space, the objectives and how far the study is.</summary>
/// <remarks>
/// One objective: a <see cref="Portfolio"/>. Gaussian processes with turns of TPE, which finds its way where the function has many optima;
/// from 200 trials on, when processes of all trials take too long, TPE or, of numbers, CMA-ES beside processes of the trials near the best
/// for a while, and TPE. Above 60 numbers processes do without TPE; above 100 CMA-ES does without either; other spaces of so many
/// parameters are TPE's. Two or three objectives: Gaussian processes, then NSGA-II from their trials; more: TPE, then NSGA-III. Measured
/// in <c>bench/README.md</c>.
/// </remarks>
internal sealed class AutoSampler(AutoOptions options) : ISampler
{
    // Beyond, the cost of a process grows faster than what it still gains.
    private const int MostProcessTrials = 200;
    private const int MostProcessParameters = GpSpace.MostDimensions;
    private const int MostProcessObjectives = 3;

    // Processes of the trials near the best go on for so many trials that are shared, in whole blocks.
    private const int LocalTrials = 1_000;

    // Beyond, TPE finds nothing that processes do not; and several processes, or other parameters than numbers, take too long.
    private const int MostSharedParameters = 60;

    // The first trials are shared by a fixed rule: there is nothing to go by.
    private const int FirstShared = 16;
    private const int TpeEvery = 4;

    // Up to here earlier studies, where they count, tell more of where the optima are than TPE's turns find out.
    private const int WarmTrials = 20;

    private readonly ISampler _processes = new GpSampler(new GpOptions { CostAware = options.CostAware });
    private readonly ISampler _tpe = new TpeSampler(new TpeOptions());
    private readonly LocalProcesses _local = new(options.CostAware);
    private readonly ISampler _cmaes = new CmaEsSampler(new CmaEsOptions());
    private readonly SharedEvolution _evolution = new();
    private readonly ISampler _nsga2 = new Nsga2Sampler(new Nsga2Options());
    private readonly ISampler _nsga3 = new Nsga3Sampler(new Nsga3Options());

    private SamplerHistory? _history;
    private int _changes;
    private Portfolio? _early;
    private Portfolio? _late;

    public ISuggester Prepare(SamplerHistory history)
    {
        if (!ReferenceEquals(history, _history) || history.Changes != _changes)
            (_history, _changes, _early, _late) = (history, history.Changes, null, null);
        var valued = history.Tally.Complete + history.Tally.Pruned;
        return history.Directions.Count > 1
            ? new AutoSuggester(history, (_, _) => (ChooseForSeveral(history, valued), null))
            : new AutoSuggester(history, Shared(history, valued));
    }

    private ISampler ChooseForSeveral(SamplerHistory history, int valued)
    {
        if (valued >= MostProcessTrials) return history.Directions.Count <= MostProcessObjectives ? _nsga2 : _nsga3;
        return history.Directions.Count > MostProcessObjectives || Parameters(history) > MostSharedParameters ? _tpe : _processes;
    }

    private Func<int, Func<ISampler, ISuggester>, (ISampler, double?)> Shared(SamplerHistory history, int valued)
    {
        var isNumeric = IsNumeric(history);
        if (Parameters(history) > (isNumeric ? MostProcessParameters : MostSharedParameters))
            return (_, _) => (isNumeric ? _cmaes : _tpe, null);
        if (isNumeric && FirstLate(history) is { } first)
        {
            var hasModels = history.Encoding.Scales.All(s => s is not IDiscreteScale || s.IsConstant);
            if (_late?.First != first) _late = new Portfolio(history, new LateSharing(first + LocalTrials, hasModels), first);
            _late.Update();
            var late = _late;
            return (number, _) => number < first ? (_tpe, null) : Turn(late, number);
        }

        return valued >= MostProcessTrials ? (_, _) => (_tpe, null) : Early(history, valued, isNumeric);
    }

    private Func<int, Func<ISampler, ISuggester>, (ISampler, double?)> Early(SamplerHistory history, int valued, bool isNumeric)
    {
        if (Parameters(history) > MostSharedParameters || valued < GpOptions.DefaultStartup(history, isWarm: false))
            return (_, _) => (_processes, null);
        var early = _early ??= new Portfolio(history, new EarlySharing(isNumeric), FirstShared);
        early.Update();
        var isWarm = history.PriorSources.Count > 0 && valued < WarmTrials;
        return (number, fitted) =>
            isWarm && fitted(_processes) is GpSuggester { FollowsEarlier: true } ? (_processes, null)
            : number >= FirstShared ? Turn(early, number)
            : (number % TpeEvery == TpeEvery - 1 ? _tpe : _processes, null);
    }

    private (ISampler Sampler, double? Share) Turn(Portfolio portfolio, int number)
    {
        _evolution.Portfolio = _local.Portfolio = portfolio;
        ISampler sampler = portfolio.MemberOf(number) switch
        {
            Member.Tpe => _tpe,
            Member.Evolution => _evolution,
            Member.Local => _local,
            _ => _processes,
        };
        return (sampler, portfolio.Share(number));
    }

    /// <summary>The first trial that is shared by the late rule: after 200 trials nearly all of which have a value; null while there are
    /// not.</summary>
    /// <remarks>A fixed row of numbers, so that trials that end late do not move it. Trials of another space are what is known before it.
    /// </remarks>
    private static int? FirstLate(SamplerHistory history)
    {
        const int step = 104;
        var (first, least, valued) = (MostProcessTrials, 0.9 * MostProcessTrials, 0);
        foreach (var trial in history.Encoded)
        {
            while (trial.Number >= first)
            {
                if (valued >= least && first >= history.FirstOfSpace) return first;
                first += step;
            }

            if (trial.Losses is not null) valued++;
        }

        return valued >= least && first >= history.FirstOfSpace && history.Encoded.Count > 0 && history.Encoded[^1].Number == first - 1
            ? first
            : null;
    }

    private static bool IsNumeric(SamplerHistory history) =>
        history.Space is { IsConditional: false, IsOpen: false } && history.Encoding.Scales.All(s => s is not ChoiceScale || s.IsConstant)
        && Parameters(history) > 0;

    private static int Parameters(SamplerHistory history) => history.Encoding.Scales.Count(s => !s.IsConstant);
}
