using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Serverless.Tuner.Objectives.Analytic;
using Serverless.Tuner.Objectives.Command;
using Serverless.Tuner.Objectives.Digits;

namespace Serverless.Tuner.Objectives;

/// <summary>Registers objectives.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds <see cref="ObjectiveRegistry"/> and the built-in objectives: <c>linear-regression</c>, <c>branin</c>, <c>no-op</c> and <c>digits</c>.</summary>
    public static IServiceCollection AddObjectives(this IServiceCollection services)
    {
        services.TryAddSingleton<ObjectiveRegistry>();
        return services
            .AddObjective<LinearRegressionObjective>()
            .AddObjective<BraninObjective>()
            .AddObjective<NoOpObjective>()
            .AddObjective<DigitsObjective>();
    }

    /// <summary>Adds an objective of your own; adding the same class again changes nothing.</summary>
    public static IServiceCollection AddObjective<TObjective>(this IServiceCollection services)
        where TObjective : class, IObjective
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IObjective, TObjective>());
        return services;
    }

    /// <summary>Lets studies run programs of this machine; only for a host whose users may do that anyway.</summary>
    public static IServiceCollection AddCommandObjective(this IServiceCollection services)
    {
        services.TryAddSingleton<CommandObjective>();
        return services;
    }
}
