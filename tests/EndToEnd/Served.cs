using Serverless.Tuner.Client;

namespace Serverless.Tuner.EndToEnd;

/// <summary>A server on a data directory of its own, with its own Azurite, and with a study that has ended.</summary>
internal sealed class Served : IAsyncDisposable
{
    /// <summary>The study that is there.</summary>
    public const string Study = "own";

    private readonly DirectoryInfo _parent;
    private readonly TunerProcess _process;

    private Served(DirectoryInfo parent, int port, int tablePort)
    {
        _parent = parent;
        Data = Path.Combine(parent.FullName, "data");
        Url = new Uri($"http://127.0.0.1:{port}");
        Tables = new Uri($"http://127.0.0.1:{tablePort}/devstoreaccount1");
        Client = TunerProcess.Client(port, Data);
        _process = TunerProcess.Start("serve", "--data", Data, "--port", $"{port}", "--table-port", $"{tablePort}");
    }

    /// <summary>The data directory.</summary>
    public string Data { get; }

    /// <summary>Where the API is.</summary>
    public Uri Url { get; }

    /// <summary>Where Azurite's tables are.</summary>
    public Uri Tables { get; }

    /// <summary>A client with the token.</summary>
    public TunerClient Client { get; }

    /// <summary>The key of Azurite's account.</summary>
    public string TablesKey => File.ReadAllText(Path.Combine(Data, "azurite.key")).Trim();

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={TablesKey};TableEndpoint={Tables}";

    /// <summary>What the server has printed.</summary>
    public string Output => _process.Output;

    public static async Task<Served> StartAsync()
    {
        var parent = Directory.CreateTempSubdirectory("tuner-served-");
        // Whatever is closed to others is closed by the server itself.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(parent.FullName, (UnixFileMode)0b111_101_101);
        var served = new Served(parent, TunerProcess.FreePort(), TunerProcess.FreePort());
        try
        {
            await served._process.ReadyAsync(served.Client);
            await served.Client.StartStudyAsync($$"""{"name":"{{Study}}","objective":"no-op","trials":1}""");
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while ((await served.Client.GetStudyAsync(Study, limit.Token)).State != StudyState.Ended)
                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
            return served;
        }
        catch
        {
            await served.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await _process.InterruptAsync(); // So that its Azurite has ended before its files go.
            await _process.EndAsync(TimeSpan.FromSeconds(60));
        }

        await _process.DisposeAsync();
        _parent.Delete(recursive: true);
    }
}
