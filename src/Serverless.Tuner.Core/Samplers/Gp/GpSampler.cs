using Serverless.Tuner.Core.Samplers.Prior;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>Bayesian optimisation with Gaussian processes, for up to a few hundred trials.</summary>
/// <remarks>
/// Each objective and each constraint is modelled by a process of its own (Matérn
/// 5/2, a length scale for each parameter); the point suggested maximises the
/// logarithm of the expected improvement (Ament et al. 2023, Unexpected
/// improvements to expected improvement, arXiv 2310.20708), of hypervolume
/// when there are two or three objectives, plus that of the probability that it is
/// feasible (Gardner et al. 2014, Bayesian optimization with inequality constraints).
/// </remarks>
internal sealed class GpSampler(GpOptions options) : ISampler
{
    private readonly GpWorkspace _work = new();
    private readonly PriorProcesses _prior = new();

    public ISuggester Prepare(SamplerHistory history) => new GpSuggester(history, options, _work, _prior.Of(history, _work));
}
