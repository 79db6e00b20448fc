using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Benchmarks.Runs;

/// <summary>What can be measured: the built-in samplers and pruners, and those of the program.</summary>
internal sealed record Catalogs(SamplerCatalog Samplers, PrunerCatalog Pruners)
{
    public static Catalogs With(Action<IServiceCollection>? addParts)
    {
        var services = new ServiceCollection().AddSamplers().AddPruners();
        addParts?.Invoke(services);
        var provider = services.BuildServiceProvider();
        return new Catalogs(provider.GetRequiredService<SamplerCatalog>(), provider.GetRequiredService<PrunerCatalog>());
    }
}
