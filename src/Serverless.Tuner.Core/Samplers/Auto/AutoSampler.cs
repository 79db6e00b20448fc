using Serverless.Tuner.Core.Samplers.Gp;
using Serverless.Tuner.Core.Samplers.Nsga;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.Samplers.Tpe;

namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>Chooses the sampler by the space, the objectives and how far the study is.</summary>
/// <remarks>
/// One objective: Gaussian processes, every fourth point from TPE, which finds its way where the function has many optima; from 200 trials
/// on, when processes take too long, TPE and, of numbers, CMA-ES that starts from what is known, which take turns, the more the more they
/// improve: <see cref="Portfolio"/>. Above 60 parameters (numbers only) processes do without TPE; above 100 there are none. Two or three
/// objectives: Gaussian processes, then NSGA-II from their trials; more: TPE, then NSGA-III. Measured in <c>bench/README.md</c>.
/// </remarks>
internal sealed class AutoSampler(AutoOptions options) : ISampler
{
    // Beyond, the cost of a process grows faster than what it still gains.
    private const int MostProcessTrials = 200;
    private const int MostProcessParameters = GpSpace.MostDimensions;
    private const int MostProcessObjectives = 3;

    // Beyond, TPE finds nothing that processes do not; and several processes, or other parameters than numbers, take too long.
    private const int MostSharedParameters = 60;

    private const int TpeEvery = 4;

    // Up to here earlier studies, where they count, tell more of where the optima are than TPE's turns find out.
    private const int WarmTrials = 20;

    private readonly ISampler _processes = new GpSampler(new GpOptions { CostAware = options.CostAware });
    private readonly ISampler _tpe = new TpeSampler(new TpeOptions { CostAware = options.CostAware });
    private readonly SharedEvolution _evolution = new();
    private readonly ISampler _nsga2 = new Nsga2Sampler(new Nsga2Options());
    private readonly ISampler _nsga3 = new Nsga3Sampler(new Nsga3Options());

    private SamplerHistory? _history;
    private int _changes;
    private Portfolio? _late;

    public ISuggester Prepare(SamplerHistory history)
    {
        if (!ReferenceEquals(history, _history) || history.Changes != _changes)
            (_history, _changes, _late) = (history, history.Changes, null);
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
        var hasProcesses = Parameters(history) <= (IsNumeric(history) ? MostProcessParameters : MostSharedParameters);
        if (FirstLate(history, hasProcesses) is { } first && IsNumeric(history))
        {
            if (_late?.First != first) _late = new Portfolio(history, Members.Late, first);
            _late.Update();
            _evolution.Portfolio = _late;
            var late = _late;
            return (number, _) => number < first ? (_tpe, null)
                : late.IsSecond(number) ? (_evolution, late.Share(number))
                : (_tpe, 1 - late.Share(number));
        }

        return (number, fitted) => (!hasProcesses || valued >= MostProcessTrials ? _tpe : Early(history, valued, number, fitted), null);
    }

    private ISampler Early(SamplerHistory history, int valued, int number, Func<ISampler, ISuggester> fitted)
    {
        var isTpesTurn = number % TpeEvery == TpeEvery - 1 && valued >= GpOptions.DefaultStartup(history, isWarm: false)
            && Parameters(history) <= MostSharedParameters
            && !(history.PriorSources.Count > 0 && valued < WarmTrials && fitted(_processes) is GpSuggester { FollowsEarlier: true });
        return isTpesTurn ? _tpe : _processes;
    }

    /// <summary>The first trial that TPE shares with CMA-ES: after 200 trials nearly all of which have a value, or after a few where there
    /// are no processes; null while there are not.</summary>
    /// <remarks>A fixed row of numbers, so that trials that end late do not move it. Trials of another space are what is known before it.
    /// </remarks>
    private static int? FirstLate(SamplerHistory history, bool hasProcesses)
    {
        var (first, step, share) = hasProcesses ? (MostProcessTrials, 104, 0.9) : (16, 16, 0.5);
        var least = first * share;
        var valued = 0;
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
