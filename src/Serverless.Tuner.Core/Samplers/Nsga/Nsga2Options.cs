namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>The options of NSGA-II.</summary>
internal sealed record Nsga2Options : NsgaOptions
{
    /// <summary>What decides between trials of one front.</summary>
    public Nsga2Survival Survival { get; init; }
}
