using System.CommandLine.Help;
using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner</c> itself.</summary>
internal static class TunerCommand
{
    public static RootCommand Create(CliEnvironment environment)
    {
        var command = Of(environment);
        // What nobody types here stands in no shell's list either.
        foreach (var help in command.Options.OfType<HelpOption>())
            foreach (var other in (string[])["-?", "/?", "/h"]) help.Aliases.Remove(other);
        return command;
    }

    private static RootCommand Of(CliEnvironment environment) => new(
        "A hyperparameter tuner on Azure Functions that also runs in one process.\n\n"
        + $"`{Installation.Command} bench` measures the app and its samplers; `test [--long] [--filter TEXT]` runs every test.\n\n"
        + ExitCode.Explanation)
    {
        DemoCommand.Create(environment),
        InitCommand.Create(environment),
        RunCommand.Create(environment),
        ServeCommand.Create(environment),
        StudyCommand.Create(environment),
        TrialCommand.Create(environment),
        PlanCommand.Create(environment),
        BudgetCommand.Create(environment),
        ScheduleCommand.Create(environment),
        MemoryCommand.Create(environment),
        ImportCommand.Create(environment),
        ReplayCommand.Create(environment),
        KeyCommand.Create(environment),
        McpCommand.Create(environment),
        HealthCommand.Create(environment),
        CompletionCommand.Create(environment),
    };
}
