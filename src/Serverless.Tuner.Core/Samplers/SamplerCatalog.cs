using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Core.Parts;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Core.Samplers;

/// <summary>The samplers that a study can name.</summary>
public sealed class SamplerCatalog : PartCatalog<ISampler, SamplerSpec>
{
    /// <summary>Takes what is registered.</summary>
    /// <param name="registrations">What <see cref="SamplerServices"/> registered.</param>
    /// <param name="services">For what a sampler's constructor asks for beside its options.</param>
    internal SamplerCatalog(IEnumerable<Registration<ISampler>> registrations, IServiceProvider services)
        : base(registrations, services)
    {
    }

    /// <summary>The built-in samplers alone, for what runs outside of a host.</summary>
    public static SamplerCatalog BuiltIn { get; } = new(
        new ServiceCollection().AddSamplers().Select(s => s.ImplementationInstance).OfType<Registration<ISampler>>(), new NoServices());

    /// <summary>What is registered under a name goes before what the name means elsewhere.</summary>
    private protected override string NameOf(string written) => Types.Contains(written) ? written : OtherNames.Sampler(written);

    /// <summary>Makes the sampler; options that the spec leaves out take their defaults.</summary>
    /// <exception cref="ArgumentException">The type is unknown, or an option is unknown or out of range.</exception>
    public ISampler Create(SamplerSpec spec) => Make(spec);

    /// <summary>Why the sampler cannot serve a study of this space and these directions; null when it can.</summary>
    internal string? Refusal(SamplerSpec spec, SearchSpace space, IReadOnlyList<Direction> directions) =>
        RefusalOf(() => Create(spec).Refusal(space, directions));
}
