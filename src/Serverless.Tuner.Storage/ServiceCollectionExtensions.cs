using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Storage;

/// <summary>Registers the store.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the store; needs an <c>Azure.Data.Tables.TableServiceClient</c> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddStudyStore(this IServiceCollection services) => services
        .AddSamplers()
        .AddPruners()
        .AddSingleton<TunerTables>()
        .AddSingleton<HostStart>()
        .AddSingleton<HostLease>()
        .AddSingleton<SpecComparison>()
        .AddSingleton<StudyStore>()
        .AddSingleton<StudyAdvancer>()
        .AddSingleton<TrialClaims>()
        .AddSingleton<TrialCancellation>();
}
