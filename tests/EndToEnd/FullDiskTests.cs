using System.Diagnostics;
using System.Globalization;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.EndToEnd;

/// <summary>The disk that holds a data directory fills up: studies wait, nothing
/// that was shown as complete is lost, and they go on when there is room.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const string Study = """{"name": "filling", "objective": "no-op", "sampler": "random", "trials": 100000, "parallelism": 4, "searchSpace": {"x": [0, 1], "y": [0, 1]}}""";
    private static readonly Dictionary<string, string> LeastFree = new() { ["TUNER_MIN_FREE"] = "100KB" };

    [Fact]
    public async Task Serve_DiskIsFull_StudiesWaitAndNothingShownAsCompleteIsLost()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "only root can mount a small disk");
        var disk = Directory.CreateTempSubdirectory("tuner-disk-").FullName;
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk);
        try
        {
            var data = Path.Combine(disk, "data");
            var (shown, client) = (new HashSet<int>(), TunerProcess.Client(Port, data));
            await using (var server = Serve(data))
            {
                await server.ReadyAsync(client);
                await client.StartStudyAsync(Study);
                await UntilAsync(client, server, study => study.Waiting?.For == "disk");
                var list = await client.ListStudiesAsync(after: null);
                Assert.Equal(("disk", StudyState.Running), (list.Items.Single().Waiting?.For, list.Items.Single().State));
                await foreach (var trial in client.ListTrialsAsync("filling", state: TrialState.Complete)) shown.Add(trial.Number);
                Assert.Contains("is full", server.Output, StringComparison.Ordinal);
                await server.KillAsync();
            }

            var start = Stopwatch.GetTimestamp();
            await using (var list = TunerProcess.Start(LeastFree, "study", "list", "--data", data))
            {
                Assert.Equal(0, await list.EndAsync(TimeSpan.FromSeconds(30)));
                Assert.Contains("waits for room on the disk", list.Output, StringComparison.Ordinal);
            }

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"chaos: full disk: {shown.Count} trials shown as complete; the list took "
                    + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s"));
            await RunAsync("mount", "-o", "remount,size=40m", disk);
            await using (var server = Serve(data))
            {
                await server.ReadyAsync(client);
                var kept = new HashSet<int>();
                await foreach (var trial in client.ListTrialsAsync("filling", state: TrialState.Complete)) kept.Add(trial.Number);
                Assert.Subset(kept, shown);
                Assert.NotEmpty(shown);
                await UntilAsync(client, server, study => study.Waiting is null && study.Counts.Complete > kept.Count + 50);
                await server.InterruptAsync();
                await server.EndAsync(TimeSpan.FromSeconds(60));
            }
        }
        finally
        {
            await RunAsync("umount", "--lazy", disk); // The Azurite of a server that was killed may still be writing there.
            Directory.Delete(disk, recursive: true);
        }
    }

    private static int Port { get; } = TunerProcess.FreePort();

    private static TunerProcess Serve(string data) =>
        TunerProcess.Start(LeastFree, "serve", "--port", $"{Port}", "--table-port", $"{TunerProcess.FreePort()}", "--data", data);

    private static async Task UntilAsync(TunerClient client, TunerProcess server, Func<StudyView, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            while (!condition(await client.GetStudyAsync("filling", limit.Token)))
                await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The study did not get there. The server printed:\n{server.Output}");
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
