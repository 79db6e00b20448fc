using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Core.Parts;

namespace Serverless.Tuner.Core.Pruners;

/// <summary>The pruners that a study can name.</summary>
public sealed class PrunerCatalog : PartCatalog<IPruner, PrunerSpec>
{
    private const string OneDirection = "needs a single direction; with several, 'mo-asha' compares what trials report of each";

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
    internal string? Refusal(StudySpec spec) => RefusalOf(() =>
    {
        var pruner = Create(spec);
        return spec.Directions.Count > 1 && !pruner.TakesSeveralDirections ? OneDirection : pruner.Refusal;
    });

    /// <summary>Makes a study's pruner.</summary>
    /// <exception cref="ArgumentException">The type is unknown, or an option is unknown or out of range.</exception>
    public IPruner Create(StudySpec spec) =>
        Create(spec.Pruner, ContextOf(spec));

    /// <summary>What a study's pruner knows of it from the start.</summary>
    internal static PrunerContext ContextOf(StudySpec spec) =>
        new(spec.Name, spec.Directions[0]) { Directions = spec.Directions, Repeats = spec.Repeats };
}
