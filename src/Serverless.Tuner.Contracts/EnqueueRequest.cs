namespace Serverless.Tuner.Contracts;

/// <summary>The body of <c>POST studies/{name}/enqueue</c>: points to try before the sampler's own.</summary>
public sealed record EnqueueRequest
{
    /// <summary>1 to 1,000 points: values by parameter; parameters that a point lacks are left to the sampler.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> Points { get; init; }
}
