namespace Serverless.Tuner.Contracts;

/// <summary>What a trial evaluates.</summary>
public sealed record ObjectiveSpec
{
    /// <summary>A C# class found through dependency injection, a program of the user's (embedded host only), a web endpoint, or workers
    /// that ask for trials.</summary>
    public required ObjectiveKind Kind { get; init; }

    /// <summary>The name of a registered objective.</summary>
    public string? Name { get; init; }

    /// <summary>The program and its arguments, <c>{parameter}</c> replaced by the parameter's value.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Where the program's files are; the host's working directory when absent.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Environment variables of the program, <c>{parameter}</c> replaced by the parameter's value.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Names of the host's environment variables that the program is given although
    /// they are credentials or settings of the host; in alphabetical order.</summary>
    public IReadOnlyList<string>? PassEnvironment { get; init; }

    /// <summary>The endpoint that is called for each trial.</summary>
    public string? Url { get; init; }

    /// <summary>The name of the secret that signs the calls, and must have signed call-backs.</summary>
    public string? Secret { get; init; }

    /// <summary>Headers of each call.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>How many seconds the endpoint may take to answer; 100 when absent.</summary>
    public double? TimeoutSeconds { get; init; }
}
