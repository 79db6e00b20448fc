using Serverless.Tuner.Benchmarks.App;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Benchmarks.Startup;

/// <summary>Measures the program as a process of its own: how long it takes to print its version and to serve, and what a server that
/// nobody asks for anything takes.</summary>
internal sealed class StartupBenchmark(TimeProvider clock, DirectoryInfo folder)
{
    /// <summary>A start has settled down by then: what was read once is not read again.</summary>
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(15);

    /// <summary>Runs it.</summary>
    public static async Task<StartupResult> RunAsync(
        CliEnvironment environment, int runs, double seconds, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("tuner-bench-");
        try
        {
            return await new StartupBenchmark(environment.Clock, folder).MeasureAsync(environment, runs, seconds, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<StartupResult> MeasureAsync(
        CliEnvironment environment, int runs, double seconds, CancellationToken cancellationToken)
    {
        var version = await MedianAsync(runs, async _ =>
        {
            await using var child = TunerChild.Start("--version");
            await child.EndedAsync(cancellationToken);
        });
        var ready = await ReadyAsync(runs, cancellationToken);
        var alone = await MedianAsync(runs, run => ServeAsync($"alone-{run}", ["--table-port", "0"], cancellationToken));
        var (memory, processor, requests) = await IdleAsync(environment, seconds, cancellationToken);
        return new StartupResult
        {
            VersionMs = Math.Round(version),
            ReadyMs = Math.Round(ready),
            ReadyWithAzuriteMs = Math.Round(alone),
            IdleSeconds = seconds,
            IdleMemoryMb = memory,
            IdleProcessorMsPerMinute = Math.Round(processor, 1),
            IdleRequestsPerMinute = Math.Round(requests, 2),
        };
    }

    private async Task<double> ReadyAsync(int runs, CancellationToken cancellationToken)
    {
        var data = DataDirectory.At(Path.Combine(folder.FullName, "azurite"));
        await using var azurite = await LocalAzurite.StartAsync(data, new AzuritePorts(0), say: _ => { }, cancellationToken);
        var file = Path.Combine(folder.FullName, "connection");
        await File.WriteAllTextAsync(file, azurite.ConnectionString, cancellationToken);
        return await MedianAsync(runs, run => ServeAsync($"named-{run}", ["--connection-file", file], cancellationToken));
    }

    private async Task ServeAsync(string name, string[] arguments, CancellationToken cancellationToken)
    {
        var child = Serve(name, arguments);
        try
        {
            await child.ServesAsync(cancellationToken);
        }
        finally
        {
            // Its end is no part of the measurement, and the next one is not to run beside it.
            _ended = child.DisposeAsync().AsTask();
        }
    }

    private Task _ended = Task.CompletedTask;

    private TunerChild Serve(string name, params string[] arguments) =>
        TunerChild.Start(["serve", "--port", "0", "--data", Path.Combine(folder.FullName, name), .. arguments]);

    private async Task<double> MedianAsync(int runs, Func<int, Task> run)
    {
        var times = new List<double>();
        // The first brings the program into the system's cache.
        for (var i = 0; i <= runs; i++)
        {
            var start = clock.GetTimestamp();
            await run(i);
            if (i > 0) times.Add(clock.GetElapsedTime(start).TotalMilliseconds);
            await _ended;
        }

        return Quantiles.Of(times, 0.5);
    }

    /// <summary>Memory and processor time are those of a process of its own; requests are counted of the same server in this one.</summary>
    private async Task<(double Memory, double Processor, double Requests)> IdleAsync(
        CliEnvironment environment, double seconds, CancellationToken cancellationToken)
    {
        await using var child = Serve("idle", "--table-port", "0");
        await child.ServesAsync(cancellationToken);
        await using var server = await BenchServer.StartAsync(environment, cancellationToken);
        await Task.Delay(s_settling, clock, cancellationToken);
        child.Process.Refresh();
        var (requests, processor, start) = (server.AllRequests, child.Process.TotalProcessorTime, clock.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(seconds), clock, cancellationToken);
        var minutes = clock.GetElapsedTime(start).TotalMinutes;
        child.Process.Refresh();
        return (
            PeakMemory.NowMb(child.Process), (child.Process.TotalProcessorTime - processor).TotalMilliseconds / minutes,
            (server.AllRequests - requests) / minutes);
    }
}
