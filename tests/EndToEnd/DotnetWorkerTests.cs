namespace Serverless.Tuner.EndToEnd;

/// <summary>The sample of a worker in C#, beside a server as people run it.</summary>
public sealed class DotnetWorkerTests : IDisposable
{
    private const int Trials = 16;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("tuner-dotnet-");

    private string Data => Path.Combine(_parent.FullName, "data");

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public async Task Sample_FindsItsServer_TunesAndReadsTheBestModelBack()
    {
        var port = TunerProcess.FreePort();
        await using var server = TunerProcess.Start(
            "serve", "--data", Data, "--port", $"{port}", "--table-port", $"{TunerProcess.FreePort()}");
        var client = TunerProcess.Client(port, Data);
        await server.ReadyAsync(client);
        using var limit = new CancellationTokenSource(s_limit);
        while (!File.Exists(Path.Combine(Data, "server.json"))) await Task.Delay(TimeSpan.FromMilliseconds(25), limit.Token);

        await using var worker = TunerProcess.StartOther(
            "DotnetWorker", new Dictionary<string, string> { ["TUNER_DATA"] = Data }, $"{Trials}");

        Assert.True(await worker.EndAsync(s_limit) == 0, worker.Output);
        Assert.Contains("Its model, read back from the study: 9", worker.Output, StringComparison.Ordinal);
        var ended = await client.GetStudyAsync("dotnet-worker");
        Assert.Equal((StudyState.Ended, Trials), (ended.State, ended.Counts.Ended));
        Assert.True(ended.Counts.Pruned > 0, "Its reports reach the pruner.");
        Assert.True(ended.Best!.Values[0] > 0.9, $"{ended.Best}");
        await server.InterruptAsync();
        await server.EndAsync(s_limit);
    }
}
