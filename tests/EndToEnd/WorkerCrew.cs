using System.Diagnostics;
using System.Globalization;

namespace Serverless.Tuner.EndToEnd;

/// <summary>Worker processes that are kept going until each ends by itself, while now one and now another is killed.</summary>
/// <param name="workers">How each is started.</param>
internal sealed class WorkerCrew(IReadOnlyList<ProcessStartInfo> workers)
{
    private readonly List<int> _told = [];
    private int _kills;

    /// <summary>How many were killed.</summary>
    public int Kills => _kills;

    /// <summary>A worker on the data directory of a server.</summary>
    public static ProcessStartInfo Worker(string data, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment["TUNER_DATA"] = data;
        foreach (var variable in (string[])["TUNER_SERVER", "TUNER_TOKEN", "TUNER_KEY"]) start.Environment.Remove(variable);
        return start;
    }

    /// <summary>Lets them work.</summary>
    /// <returns>The numbers of the trials that they were told were complete.</returns>
    public async Task<List<int>> WorkAsync(TimeSpan killEvery, TimeSpan atMost)
    {
        var running = workers.Select(Start).ToArray();
        try
        {
            var lastKill = Stopwatch.StartNew();
            // In turns, a lease that runs out in step with them would give the same trial to the next victim again and again.
            var random = new Random(workers.Count);
            using var limit = new CancellationTokenSource(atMost);
            while (running.Any(w => !w.HasExited))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
                if (lastKill.Elapsed < killEvery) continue;
                var victim = random.Next(workers.Count);
                if (running[victim].HasExited) continue;
                lastKill.Restart();
                running[victim].Kill(); // SIGKILL
                await running[victim].WaitForExitAsync(limit.Token);
                running[victim].Dispose();
                running[victim] = Start(workers[victim]);
                _kills++;
            }

            foreach (var worker in running) await worker.WaitForExitAsync(limit.Token);
            Assert.All(running, w => Assert.Equal(0, w.ExitCode));
            lock (_told) return [.. _told];
        }
        finally
        {
            foreach (var worker in running)
            {
                if (!worker.HasExited) worker.Kill();
                worker.Dispose();
            }
        }
    }

    private Process Start(ProcessStartInfo worker)
    {
        var process = Process.Start(worker)!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Split(' ') is not ["complete", var number, ..]) return;
            lock (_told) _told.Add(int.Parse(number, CultureInfo.InvariantCulture));
        };
        process.BeginOutputReadLine();
        return process;
    }
}
