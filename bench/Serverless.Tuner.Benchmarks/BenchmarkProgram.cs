using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Benchmarks.Commands;
using Serverless.Tuner.Benchmarks.Runs;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Benchmarks;

/// <summary>The program <c>tuner bench</c>, also for programs that have samplers and pruners of their own.</summary>
public static class BenchmarkProgram
{
    /// <summary>Runs one benchmark, until it is done or Ctrl+C ends it.</summary>
    /// <param name="arguments">The command line, <c>bench</c> first.</param>
    /// <param name="addParts">Adds samplers and pruners by <c>AddSampler</c>
    /// and <c>AddPruner</c>: they are named like the built-in ones.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, Action<IServiceCollection>? addParts = null)
    {
        using var interruption = new Interruption();
        var environment = new CliEnvironment(Terminal.System(), EmbeddedApp.With(addParts), TimeProvider.System);
        var commands = BenchCommand.CreateRoot(environment, Catalogs.With(addParts));
        return await CliApplication.RunAsync(commands, arguments, environment.Terminal, interruption.Token);
    }
}
