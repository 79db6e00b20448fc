namespace Serverless.Tuner.Contracts;

/// <summary>What a trial evaluates.</summary>
public sealed record ObjectiveSpec
{
    /// <summary>A C# class found through dependency injection, a program of the user's (embedded host only), or workers
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
}
