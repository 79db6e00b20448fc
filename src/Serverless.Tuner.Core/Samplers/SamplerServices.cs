using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Serverless.Tuner.Core.Parts;
using Serverless.Tuner.Core.Samplers.Auto;
using Serverless.Tuner.Core.Samplers.BruteForce;
using Serverless.Tuner.Core.Samplers.CmaEs;
using Serverless.Tuner.Core.Samplers.Gp;
using Serverless.Tuner.Core.Samplers.Grid;
using Serverless.Tuner.Core.Samplers.Nsga;
using Serverless.Tuner.Core.Samplers.Qmc;
using Serverless.Tuner.Core.Samplers.Random;
using Serverless.Tuner.Core.Samplers.Tpe;

namespace Serverless.Tuner.Core.Samplers;

/// <summary>Registers samplers.</summary>
public static class SamplerServices
{
    /// <summary>Adds the <see cref="SamplerCatalog"/> and the built-in samplers, the default first.</summary>
    public static IServiceCollection AddSamplers(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new SamplerCatalog(provider.GetServices<Registration<ISampler>>(), provider));
        return services
            .AddSampler<AutoSampler, AutoOptions>("auto")
            .AddSampler<TpeSampler, TpeOptions>("tpe")
            .AddSampler<GpSampler, GpOptions>("gp")
            .AddSampler<CmaEsSampler, CmaEsOptions>("cmaes")
            .AddSampler<Nsga2Sampler, Nsga2Options>("nsga2")
            .AddSampler<Nsga3Sampler, Nsga3Options>("nsga3")
            .AddSampler<QmcSampler, QmcOptions>("qmc")
            .AddSampler<GridSampler, GridOptions>("grid")
            .AddSampler<BruteForceSampler>("brute-force")
            .AddSampler<RandomSampler>("random");
    }

    /// <summary>Adds a sampler without options.</summary>
    /// <typeparam name="TSampler">The sampler; its constructor may ask for services, and for the <see cref="SamplerCatalog"/>.</typeparam>
    /// <param name="services">Where it is added.</param>
    /// <param name="name">Its name in a study file.</param>
    public static IServiceCollection AddSampler<TSampler>(this IServiceCollection services, string name)
        where TSampler : class, ISampler => services.AddSingleton(new Registration<ISampler>(name, typeof(TSampler), Options: null));

    /// <summary>Adds a sampler with options.</summary>
    /// <typeparam name="TSampler">The sampler; its constructor takes the options, and may ask for services too.</typeparam>
    /// <typeparam name="TOptions">The options: a class whose public properties are
    /// the fields of the study file, with their defaults and bounds.</typeparam>
    /// <param name="services">Where it is added.</param>
    /// <param name="name">Its name in a study file.</param>
    public static IServiceCollection AddSampler<TSampler, TOptions>(this IServiceCollection services, string name)
        where TSampler : class, ISampler
        where TOptions : class => services.AddSingleton(new Registration<ISampler>(name, typeof(TSampler), typeof(TOptions)));
}
