using System.CommandLine;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner bench</c>: measurements of the app itself.</summary>
internal static class BenchCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create(CliEnvironment environment) => new("bench", "Measure the app itself")
    {
        BenchOverheadCommand.Create(environment),
        BenchAdvanceCommand.Create(environment),
    };
}
