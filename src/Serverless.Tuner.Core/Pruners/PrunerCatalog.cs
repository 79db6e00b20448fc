using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Core.Parts;

namespace Serverless.Tuner.Core.Pruners;

/// <summary>The pruners that a study can name.</summary>
public sealed class PrunerCatalog : PartCatalog<IPruner, PrunerSpec>
{
    /// <summary>Takes what is registered.</summary>
    /// <param name="registrations">What <see cref="PrunerServices"/> registered.</param>
    /// <param name="services">For what a pruner's constructor asks for beside its options and its <see cref="PrunerContext"/>.</param>
    internal PrunerCatalog(IEnumerable<Registration<IPruner>> registrations, IServiceProvider services)
        : base(registrations, services)
    {
    }

    /// <summary>The built-in pruners alone, for what runs outside of a host.</summary>
    public static PrunerCatalog BuiltIn { get; } = new(
        new ServiceCollection().AddPruners().Select(s => s.ImplementationInstance).OfType<Registration<IPruner>>(), new NoServices());

    /// <summary>Makes the pruner; options that the spec leaves out take their defaults.</summary>
    /// <exception cref="ArgumentException">The type is unknown, or an option is unknown or out of range.</exception>
    public IPruner Create(PrunerSpec spec, PrunerContext context) => Make(spec, context);

    /// <summary>Why the study's pruner cannot serve it; null when it can.</summary>
    internal string? Refusal(StudySpec spec) => RefusalOf(() => Create(spec).Refusal);

    /// <summary>Makes a study's pruner.</summary>
    /// <exception cref="ArgumentException">The type is unknown, or an option is unknown or out of range.</exception>
    public IPruner Create(StudySpec spec) =>
        Create(spec.Pruner, new PrunerContext(spec.Name, spec.Directions[0]) { Repeats = spec.Repeats });
}
