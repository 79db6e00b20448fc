using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Serverless.Tuner.Objectives.Analytic;
using Serverless.Tuner.Objectives.Command;
using Serverless.Tuner.Objectives.Digits;

namespace Serverless.Tuner.Objectives;

/// <summary>Registers objectives.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds <see cref="ObjectiveRegistry"/> and the built-in objectives:
    /// <c>linear-regression</c>, <c>branin</c>, <c>no-op</c> and <c>digits</c>.</summary>
    public static IServiceCollection AddObjectives(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new ObjectiveRegistry(
            provider.GetServices<NamedObjective>(), provider.GetService<CommandObjective>()));
        return services
            .AddObjective<LinearRegressionObjective>("linear-regression")
            .AddObjective<BraninObjective>("branin")
            .AddObjective<NoOpObjective>("no-op")
            .AddObjective<DigitsObjective>("digits");
    }

    /// <summary>Adds an objective of your own; adding the same class by the same name again changes nothing.</summary>
    /// <typeparam name="TObjective">The objective; its constructor may ask for services.</typeparam>
    /// <param name="services">Where it is added.</param>
    /// <param name="name">Its name in a study file.</param>
    public static IServiceCollection AddObjective<TObjective>(this IServiceCollection services, string name)
        where TObjective : class, IObjective =>
        services.AddSingleton(provider => new NamedObjective(name, ActivatorUtilities.CreateInstance<TObjective>(provider)));

    /// <summary>Lets studies run programs of this machine; only for a host whose users may do that anyway.</summary>
    public static IServiceCollection AddCommandObjective(this IServiceCollection services)
    {
        services.TryAddSingleton<CommandObjective>();
        return services;
    }
}
