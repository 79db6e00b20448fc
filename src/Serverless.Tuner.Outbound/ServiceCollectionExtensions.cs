using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Serverless.Tuner.Outbound;

/// <summary>Registers the client.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds <see cref="OutboundClient"/>; needs a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddOutbound(this IServiceCollection services)
    {
        services.TryAddSingleton(OutboundSettings.None);
        services.TryAddSingleton<IHostResolver, SystemResolver>();
        services.TryAddSingleton<OutboundClient>();
        return services;
    }
}
