namespace Serverless.Tuner.Contracts;

/// <summary>The body of <c>POST studies/{name}/enqueue</c>: points to try before the sampler's own.</summary>
public sealed record EnqueueRequest
{
    /// <summary>1 to 1,000 points: values by parameter; parameters that a point lacks are left to the sampler.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> Points { get; init; }

    /// <summary>A text of the caller's choice, up to 100 characters: a request that comes twice with the same one counts once.</summary>
    public string? RequestId { get; init; }
}
