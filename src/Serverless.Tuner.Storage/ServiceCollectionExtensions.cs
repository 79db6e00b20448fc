using Microsoft.Extensions.DependencyInjection;

namespace Serverless.Tuner.Storage;

/// <summary>Registers the store.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the store; needs an <c>Azure.Data.Tables.TableServiceClient</c> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddStudyStore(this IServiceCollection services) => services
        .AddSingleton<TunerTables>()
        .AddSingleton<HostStart>()
        .AddSingleton<HostLease>()
        .AddSingleton<StudyStore>()
        .AddSingleton<StudyAdvancer>()
        .AddSingleton<TrialClaims>()
        .AddSingleton<TrialStore>();
}
