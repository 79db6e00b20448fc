using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>The options of NSGA-III.</summary>
internal sealed record Nsga3Options : NsgaOptions
{
    /// <summary>Into how many parts the reference directions divide each objective.</summary>
    /// <value>as many as give at most as many directions as the population has members</value>
    [Range(1, 100)]
    public int? DividingParameter { get; init; }
}
