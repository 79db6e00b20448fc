using Serverless.Tuner.Core.Samplers.Gp;
using Serverless.Tuner.Core.Samplers.Nsga;
using Serverless.Tuner.Core.Samplers.Tpe;

namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>Chooses the sampler by the space, the objectives and how far the study is.</summary>
/// <remarks>
/// One objective: Gaussian processes, every fourth point from TPE, which finds its way where the function has many optima; from
/// 200 trials on TPE, whose cost stays flat. Very many parameters: TPE. Two or three objectives: Gaussian processes, then NSGA-II
/// from their trials; more: TPE, then NSGA-III. Measured in <c>bench/README.md</c>.
/// </remarks>
internal sealed class AutoSampler(AutoOptions options) : ISampler
{
    // Beyond, the cost of a process grows faster than what it still gains.
    private const int MostProcessTrials = 200;
    private const int MostProcessParameters = 60;
    private const int MostProcessObjectives = 3;
    private const int TpeEvery = 4;

    // Up to here earlier studies, where they count, tell more of where the optima are than TPE's turns find out.
    private const int WarmTrials = 20;

    private readonly ISampler _processes = new GpSampler(new GpOptions { CostAware = options.CostAware });
    private readonly ISampler _tpe = new TpeSampler(new TpeOptions());
    private readonly ISampler _nsga2 = new Nsga2Sampler(new Nsga2Options());
    private readonly ISampler _nsga3 = new Nsga3Sampler(new Nsga3Options());

    public ISuggester Prepare(SamplerHistory history)
    {
        var valued = history.Encoded.Count(t => t.Losses is not null);
        return new AutoSuggester(history, (number, fitted) => Choose(history, valued, number, fitted));
    }

    private ISampler Choose(SamplerHistory history, int valued, int number, Func<ISampler, ISuggester> fitted)
    {
        if (valued >= MostProcessTrials)
            return history.Directions.Count switch { 1 => _tpe, <= MostProcessObjectives => _nsga2, _ => _nsga3 };
        if (history.Directions.Count > MostProcessObjectives || history.Encoding.Scales.Count(s => !s.IsConstant) > MostProcessParameters)
            return _tpe;
        var isTpesTurn = history.Directions.Count == 1 && number % TpeEvery == TpeEvery - 1
            && valued >= GpOptions.DefaultStartup(history, isWarm: false)
            && !(history.PriorSources.Count > 0 && valued < WarmTrials && fitted(_processes) is GpSuggester { FollowsEarlier: true });
        return isTpesTurn ? _tpe : _processes;
    }
}
