using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>The options of NSGA-III.</summary>
public sealed record Nsga3Options : NsgaOptions
{
    /// <summary>Takes over the options shared with NSGA-II.</summary>
    public Nsga3Options(NsgaOptions shared)
        : base(shared)
    {
    }

    /// <summary>Into how many parts the reference directions divide each objective, 1 to 100; by default as many as give at most as many directions as the population has members.</summary>
    public int? DividingParameter { get; init; }

    /// <summary>Reads the options of a spec.</summary>
    internal static new Nsga3Options Read(ObjectReader options) =>
        new(NsgaOptions.Read(options)) { DividingParameter = options.Int("dividingParameter", 1, 100) };
}
