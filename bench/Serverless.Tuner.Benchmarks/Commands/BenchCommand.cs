using System.CommandLine;
using System.CommandLine.Help;
using Serverless.Tuner.Benchmarks.Runs;
using Serverless.Tuner.Cli;

namespace Serverless.Tuner.Benchmarks.Commands;

/// <summary><c>tuner bench</c>: measurements of the app and of its samplers.</summary>
internal static class BenchCommand
{
    /// <summary><c>tuner</c> with nothing but <c>bench</c>: what <c>./tuner bench</c> starts.</summary>
    public static Command CreateRoot(CliEnvironment environment, Catalogs catalogs) =>
        new("tuner") { new HelpOption(), Create(environment, catalogs) };

    private static Command Create(CliEnvironment environment, Catalogs catalogs) => new(
        "bench", "Measure the app and its samplers; `bench dashboard` and `bench screenshots` are a program with a browser of their own")
    {
        BenchOverheadCommand.Create(environment),
        BenchLoadCommand.Create(environment),
        BenchStartupCommand.Create(environment),
        BenchSharedCommand.Create(environment),
        BenchServiceCommand.Create(environment),
        BenchQualityCommand.Create(environment, catalogs.Samplers),
        BenchSuggestCommand.Create(environment, catalogs.Samplers),
        BenchPruningCommand.Create(environment, catalogs),
        BenchAdvanceCommand.Create(environment, catalogs),
        BenchAnalysisCommand.Create(environment),
        BenchMemoryCommand.Create(environment, catalogs.Samplers),
    };
}
