using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Cli.Commands;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Functions;

namespace Serverless.Tuner.Cli;

/// <summary>The program <c>tuner</c>, also for programs that have samplers, pruners and objectives of their own.</summary>
public static class TunerProgram
{
    /// <summary>Runs one command, until it is done or Ctrl+C ends it; started by the Functions host, serves that as its worker.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="addParts">Adds samplers, pruners and objectives by
    /// <c>AddSampler</c>, <c>AddPruner</c> and <c>AddObjective</c>: studies on
    /// this program's server name them like the built-in ones.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, Action<IServiceCollection>? addParts = null)
    {
        if (FunctionApp.IsStartedByHost(arguments))
        {
            await FunctionApp.RunAsync(arguments, addParts);
            return ExitCode.Done;
        }

        using var interruption = new Interruption();
        var environment = new CliEnvironment(Terminal.System(), EmbeddedApp.With(addParts), TimeProvider.System);
        return await CliApplication.RunAsync(TunerCommand.Create(environment), arguments, environment.Terminal, interruption.Token);
    }
}
