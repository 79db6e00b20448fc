using System.CommandLine;
using Serverless.Tuner.Client;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Commands;

/// <summary>The study that a command is about.</summary>
internal static class StudyName
{
    /// <summary>A study's name that may be left out.</summary>
    public static Argument<string?> Optional() => new("NAME")
    {
        Description = "the study (default: the one that was created last)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>A study's name that may not be left out.</summary>
    public static Argument<string> Required() => new("NAME") { Description = "the study" };

    /// <summary>The name that was given, or that of the study that was created last.</summary>
    /// <exception cref="CliException">There is no study.</exception>
    public static async Task<string> ResolveAsync(TunerClient client, string? given, CancellationToken cancellationToken)
    {
        if (given is not null) return given;
        StudySummary? last = null;
        await foreach (var study in client.ListStudiesAsync(cancellationToken))
            if (last is null || study.CreatedAt > last.CreatedAt)
                last = study;
        return last?.Name ?? throw new CliException("There is no study yet.", ExitCode.InvalidInput);
    }
}
