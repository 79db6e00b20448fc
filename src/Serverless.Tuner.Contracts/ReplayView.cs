namespace Serverless.Tuner.Contracts;

/// <summary>What came of computing a trial's point again from the study's rows.</summary>
public sealed record ReplayView
{
    /// <summary>The trial.</summary>
    public required int Number { get; init; }

    /// <summary>Whether the same point came out; null where it could not be computed.</summary>
    public bool? Same { get; init; }

    /// <summary>What came of it, in a sentence.</summary>
    public required string Result { get; init; }

    /// <summary>The point that the trial has.</summary>
    public required IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; }

    /// <summary>The point that was computed; null where none could be.</summary>
    public IReadOnlyDictionary<string, ParameterValue>? Computed { get; init; }

    /// <summary>The program and the version that the sampler was of when it suggested the trial.</summary>
    public string? SamplerVersion { get; init; }

    /// <summary>Those that it is of now.</summary>
    public string? ComputedWith { get; init; }
}
