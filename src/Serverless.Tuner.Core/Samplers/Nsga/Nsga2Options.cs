using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>The options of NSGA-II.</summary>
public sealed record Nsga2Options : NsgaOptions
{
    /// <summary>The defaults.</summary>
    public Nsga2Options()
    {
    }

    /// <summary>Takes over the options shared with NSGA-III.</summary>
    public Nsga2Options(NsgaOptions shared)
        : base(shared)
    {
    }

    /// <summary>What decides between trials of one front; <see cref="Nsga2Survival.Hypervolume"/> by default.</summary>
    public Nsga2Survival Survival { get; init; }

    /// <summary>Reads the options of a spec.</summary>
    internal static new Nsga2Options Read(ObjectReader options) => new(NsgaOptions.Read(options))
    {
        Survival = options.Choice("survival", "hypervolume", "crowding") == "crowding" ? Nsga2Survival.Crowding : Nsga2Survival.Hypervolume,
    };
}
