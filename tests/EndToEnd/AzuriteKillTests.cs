using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.EndToEnd;

/// <summary>The storage of a server dies again and again, as when the system
/// runs out of memory: the server starts it, and the study goes on.</summary>
public sealed class AzuriteKillTests(ITestOutputHelper output)
{
    private const int Kills = 4;

    [Theory]
    [InlineData("memory", 15)]
    [InlineData("azure-storage", 100)]
    public async Task Serve_AzuriteIsKilledAgainAndAgain_GoesOnByItselfAndTheRowsAreRight(string engine, int patience)
    {
        Assert.SkipWhen(engine != "memory" && Environment.GetEnvironmentVariable("TUNER_LONG") != "1", "takes minutes: --long");
        var data = Directory.CreateTempSubdirectory("tuner-azurite-kill-");
        try
        {
            var port = TunerProcess.FreePort();
            var client = TunerProcess.Client(port, data.FullName);
            await using (var server = TunerProcess.Start(
                "serve", "--engine",
                engine, "--port", $"{port}", "--table-port", "0", "--blob-port", "0", "--queue-port", "0", "--data", data.FullName))
            {
                await server.ReadyAsync(client);
                await client.StartStudyAsync(KillTests.Study(seed: 7));
                for (var kill = 1; kill <= Kills; kill++)
                {
                    var before = await UntilAsync(client, server, study => study.Counts.Ended >= kill * 6);
                    KillAzurite(data.FullName);
                    var start = Stopwatch.GetTimestamp();
                    await UntilAsync(client, server, study => study.Counts.Ended > before.Counts.Ended);
                    var took = Stopwatch.GetElapsedTime(start);
                    output.WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"chaos: Azurite killed, {engine}, kill {kill}: the study went on after {took.TotalSeconds:F1} s"));
                    Assert.True(took < TimeSpan.FromSeconds(patience), $"it took {took}:\n{server.Output}");
                }

                await KillTests.CheckAsync(client, await UntilAsync(client, server, study => study.State == StudyState.Ended));
                Assert.Equal(Kills, Lines(server, "The storage has gone away"));
                Assert.Equal(Kills, Lines(server, "The storage is back"));
                Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
                await server.InterruptAsync();
                Assert.Equal(0, await server.EndAsync(TimeSpan.FromSeconds(60)));
            }
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static int Lines(TunerProcess server, string start) =>
        server.Output.Split('\n').Count(line => line.StartsWith(start, StringComparison.Ordinal));

    private static void KillAzurite(string data)
    {
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(data, "tables", "azurite.json")));
        using var azurite = Process.GetProcessById(record.RootElement.GetProperty("pid").GetInt32());
        azurite.Kill();
    }

    private static async Task<StudyView> UntilAsync(TunerClient client, TunerProcess server, Func<StudyView, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            while (true)
            {
                try
                {
                    if (await client.GetStudyAsync("killed", limit.Token) is var study && condition(study)) return study;
                }
                catch (Exception e) when (e is TunerApiException { Status: 503 } or HttpRequestException
                    || (e is TaskCanceledException && !limit.IsCancellationRequested))
                {
                    // The storage is away.
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The study did not get there. The server printed:\n{server.Output}");
        }
    }
}
