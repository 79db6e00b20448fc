using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Serverless.Tuner.Core.Parts;
using Serverless.Tuner.Core.Pruners.Halving;
using Serverless.Tuner.Core.Pruners.Patient;
using Serverless.Tuner.Core.Pruners.Percentile;
using Serverless.Tuner.Core.Pruners.Threshold;
using Serverless.Tuner.Core.Pruners.Wilcoxon;

namespace Serverless.Tuner.Core.Pruners;

/// <summary>Registers pruners.</summary>
public static class PrunerServices
{
    /// <summary>Adds the <see cref="PrunerCatalog"/> and the built-in pruners, the default first.</summary>
    public static IServiceCollection AddPruners(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new PrunerCatalog(provider.GetServices<Registration<IPruner>>(), provider));
        return services
            .AddPruner<NonePruner>("none")
            .AddPruner<MedianPruner, MedianOptions>("median")
            .AddPruner<PercentilePruner, PercentileOptions>("percentile")
            .AddPruner<SuccessiveHalvingPruner, SuccessiveHalvingOptions>("successive-halving")
            .AddPruner<SuccessiveHalvingPruner, SuccessiveHalvingOptions>("asha")
            .AddPruner<MoAshaPruner, MoAshaOptions>("mo-asha")
            .AddPruner<HyperbandPruner, HyperbandOptions>("hyperband")
            .AddPruner<ThresholdPruner, ThresholdOptions>("threshold")
            .AddPruner<PatientPruner, PatientOptions>("patient")
            .AddPruner<WilcoxonPruner, WilcoxonOptions>("wilcoxon");
    }

    /// <summary>Adds a pruner without options.</summary>
    /// <typeparam name="TPruner">The pruner; its constructor may ask for the
    /// <see cref="PrunerContext"/>, services, and the <see cref="PrunerCatalog"/>.</typeparam>
    /// <param name="services">Where it is added.</param>
    /// <param name="name">Its name in a study file.</param>
    public static IServiceCollection AddPruner<TPruner>(this IServiceCollection services, string name)
        where TPruner : class, IPruner => services.AddSingleton(new Registration<IPruner>(name, typeof(TPruner), Options: null));

    /// <summary>Adds a pruner with options.</summary>
    /// <typeparam name="TPruner">The pruner; its constructor takes the options, and
    /// may ask for the <see cref="PrunerContext"/> and services too.</typeparam>
    /// <typeparam name="TOptions">The options: a class whose public properties are
    /// the fields of the study file, with their defaults and bounds.</typeparam>
    /// <param name="services">Where it is added.</param>
    /// <param name="name">Its name in a study file.</param>
    public static IServiceCollection AddPruner<TPruner, TOptions>(this IServiceCollection services, string name)
        where TPruner : class, IPruner
        where TOptions : class => services.AddSingleton(new Registration<IPruner>(name, typeof(TPruner), typeof(TOptions)));
}
