using System.Diagnostics;
using System.Globalization;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>
/// A process of Azurite, as <c>tools/azurite-table.js</c> runs it: its table service, beside it that for
/// blobs or all of it. It ends when its standard input
/// does, and so even when this process is killed. Its account is given as the name, a colon, the key. The tests start theirs with it.
/// </summary>
internal sealed class AzuriteServer : IDisposable
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource<bool> _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AzuriteServer(ProcessStartInfo start, Action<string> say)
    {
        Process = new Process { StartInfo = start, EnableRaisingEvents = true };
        Process.OutputDataReceived += (_, line) => Hear(line.Data, say);
        Process.ErrorDataReceived += (_, line) => Hear(line.Data, say);
        Process.Exited += (_, _) => _listens.TrySetResult(false);
    }

    public Process Process { get; }

    /// <summary>Completes with true once it listens, with false when it has ended instead.</summary>
    public Task<bool> Listens => _listens.Task;

    public static AzuriteServer Start(
        string script, string package, string account, AzuritePorts ports, string directory, bool inMemory, Action<string> say)
    {
        var start = new ProcessStartInfo("node", Arguments(script, ports, directory, inMemory))
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AZURITE_PACKAGE"] = package;
        start.Environment["AZURITE_ACCOUNTS"] = account;
        var server = new AzuriteServer(start, say);
        server.Process.Start();
        server.Process.BeginOutputReadLine();
        server.Process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Lets it write its database and end.</summary>
    public async Task EndAsync()
    {
        Process.StandardInput.Close();
        try
        {
            await Process.WaitForExitAsync().WaitAsync(EndPatience);
        }
        catch (TimeoutException)
        {
            await KillAsync();
        }
    }

    public Task KillAsync()
    {
        Process.Kill(entireProcessTree: true);
        return Process.WaitForExitAsync(CancellationToken.None);
    }

    public void Dispose() => Process.Dispose();

    // Azurite refuses a location together with a database in memory.
    private static IEnumerable<string> Arguments(string script, AzuritePorts ports, string directory, bool inMemory) =>
    [
        script,
        .. Listen("table", ports.Table),
        .. ports.Blob is { } blob ? Listen("blob", blob) : [],
        .. ports.Queue is { } queue ? Listen("queue", queue) : [],
        "--disableTelemetry", "--skipApiVersionCheck", "--silent",
        .. inMemory ? (string[])["--inMemoryPersistence"] : ["--location", directory],
    ];

    private static IEnumerable<string> Listen(string service, int port) =>
        [$"--{service}Host", "127.0.0.1", $"--{service}Port", port.ToString(CultureInfo.InvariantCulture)];

    private void Hear(string? line, Action<string> say)
    {
        if (line is null) return;
        say(line);
        if (line == "ready") _listens.TrySetResult(true);
    }
}
