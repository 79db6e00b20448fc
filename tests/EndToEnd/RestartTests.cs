namespace Serverless.Tuner.EndToEnd;

/// <summary>A server that starts just when the one before it on the same directory and ports is ending, or was killed.</summary>
public sealed class RestartTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tuner-restart-");

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Serve_PortsWereOursAMomentAgo_AreOursAgain(bool isKilled)
    {
        var (port, tablePort) = (TunerProcess.FreePort(), TunerProcess.FreePort());
        var client = TunerProcess.Client(port, _data.FullName); // It keeps its connection open.
        await using var first = Serve(port, tablePort);
        await first.ReadyAsync(client);
        await first.PrintedAsync("Every request");

        if (isKilled) await first.KillAsync();
        else await first.InterruptAsync();
        await using var second = Serve(port, tablePort);
        await second.PrintedAsync("Every request");

        Assert.DoesNotContain("is taken", second.Output, StringComparison.Ordinal);
        Assert.Contains($"Serving http://127.0.0.1:{port} ", second.Output, StringComparison.Ordinal);
        await client.ReadyAsync(TestContext.Current.CancellationToken);
        await second.InterruptAsync(); // So that its Azurite has ended before its files go.
        await second.EndAsync(Limit);
    }

    private TunerProcess Serve(int port, int tablePort) => TunerProcess.Start(
        "serve", "--data", _data.FullName, "--port", $"{port}", "--table-port", $"{tablePort}");
}
