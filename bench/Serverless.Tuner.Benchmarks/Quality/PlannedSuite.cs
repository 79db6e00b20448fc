using Serverless.Tuner.Benchmarks.Functions;
using Serverless.Tuner.Benchmarks.Runs;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>A suite as it is to run.</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Functions">Those of its functions that run.</param>
/// <param name="Samplers">The samplers that run on them.</param>
/// <param name="Trials">After how many trials is compared; ascending.</param>
internal sealed record PlannedSuite(
    Suite Suite, IReadOnlyList<TestFunction> Functions, IReadOnlyList<SamplerChoice> Samplers, IReadOnlyList<int> Trials)
{
    /// <summary>Every function with every sampler.</summary>
    public IEnumerable<QualityJob> Jobs =>
        Functions.SelectMany(_ => Samplers, (function, sampler) => new QualityJob(this, function, sampler));

    /// <summary>Whom a sampler is compared with.</summary>
    /// <param name="sampler">The sampler.</param>
    /// <param name="named">The peers that were asked for; the suite's own when there are none.</param>
    public IEnumerable<string> PeersOf(SamplerChoice sampler, IReadOnlyList<string> named)
    {
        if (named.Count > 0) return named.Where(peer => peer != sampler.Label);
        var ofItsKind = Suite.PeerOf.TryGetValue(sampler.Spec.Type, out var peer) ? peer : null;
        return new[] { Suite.Peer, ofItsKind }.OfType<string>();
    }
}
