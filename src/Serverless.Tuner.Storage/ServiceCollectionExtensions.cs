using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Storage;

/// <summary>Registers the store.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the store; needs an <c>Azure.Data.Tables.TableServiceClient</c>, a <see cref="TimeProvider"/>, an
    /// <see cref="ISpecComparison"/>, an <see cref="ArtifactContainer"/>, <see cref="ArtifactLimits"/> and
    /// <see cref="QueueSettings"/>.</summary>
    public static IServiceCollection AddStudyStore(this IServiceCollection services) => services
        .AddSamplers()
        .AddPruners()
        .AddSingleton<TunerTables>()
        .AddSingleton<KeyStore>()
        .AddSingleton<HostStart>()
        .AddSingleton<HostLease>()
        .AddSingleton<ArtifactStore>()
        .AddSingleton<StudyStore>()
        .AddSingleton(provider => provider.GetRequiredService<StudyStore>().Memory)
        .AddSingleton<StudyObserver>()
        .AddSingleton<RequestRecords>()
        .AddSingleton<Allowances>()
        .AddSingleton<ScheduleStore>()
        .AddSingleton<SharedBudgets>()
        .AddSingleton<QueuedStudies>()
        .AddSingleton<StudyAdvancer>()
        .AddSingleton<TrialClaims>()
        .AddSingleton<TrialLeasing>()
        .AddSingleton<RemoteTrialRows>()
        .AddSingleton<TrialCancellation>()
        .AddSingleton<MlflowRows>()
        .AddSingleton<TrialAttributes>();
}
