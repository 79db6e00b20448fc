using System.CommandLine;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner bench</c>: measurements of the app and of its samplers.</summary>
internal static class BenchCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create(CliEnvironment environment) => new("bench", "Measure the app and its samplers")
    {
        BenchOverheadCommand.Create(environment),
        BenchManyCommand.Create(environment),
        BenchQualityCommand.Create(environment),
        BenchSuggestCommand.Create(environment),
        BenchPruningCommand.Create(environment),
        BenchAdvanceCommand.Create(environment),
    };
}
