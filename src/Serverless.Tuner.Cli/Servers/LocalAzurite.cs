using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>
/// Azurite's table service as a child process. It ends when its standard input does, so it is never left behind, not even
/// when this process is killed.
/// </summary>
internal sealed class LocalAzurite : IAsyncDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StreamWriter _log;

    private LocalAzurite(Process process, StreamWriter log, AzuriteAccount account, int port)
    {
        _process = process;
        _log = log;
        Port = port;
        ConnectionString = account.ConnectionString(port);
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>How to reach it.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts it on a data directory, with an account key that is that directory's alone; waits for one that is just ending there.</summary>
    /// <param name="data">Where its database, its key and its log are.</param>
    /// <param name="port">Where it is to listen; another port is taken when this one is not free.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CliException">It does not start.</exception>
    public static async Task<LocalAzurite> StartAsync(DataDirectory data, int? port, CancellationToken cancellationToken)
    {
        OwnerOnlyDirectory.Create(data.Tables);
        OwnerOnlyDirectory.CloseFiles(data.Tables);
        OwnerOnlyDirectory.Create(data.Logs);
        var account = AzuriteAccount.KeptIn(data.AzuriteKey);
        var logFile = Path.Combine(data.Logs, "azurite.log");
        await WaitForPredecessorAsync(data.Tables, cancellationToken);

        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var candidate = attempt == 1 && port is { } wanted && Loopback.IsFree(wanted) ? wanted : Loopback.FreePort();
            // Between finding a port and listening on it, somebody else may have taken it.
            if (await TryStartAsync(data.Tables, logFile, account, candidate, cancellationToken) is { } azurite) return azurite;
        }

        throw new CliException($"Azurite did not start; {logFile} says why.", ExitCode.NoServer);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(_process);
        _process.Dispose();
        await _log.DisposeAsync();
    }

    private static string RecordFile(string directory) => Path.Combine(directory, "azurite.json");

    private static async Task WaitForPredecessorAsync(string directory, CancellationToken cancellationToken)
    {
        using var predecessor = AzuriteRecord.FindAlive(RecordFile(directory));
        if (predecessor is null) return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(EndPatience);
        try
        {
            await predecessor.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException($"Another Azurite (process {predecessor.Id}) works on {directory}.", ExitCode.NoServer);
        }
    }

    private static async Task<LocalAzurite?> TryStartAsync(
        string directory, string logFile, AzuriteAccount account, int port, CancellationToken cancellationToken)
    {
        var log = new StreamWriter(OwnerOnlyFile.Open(logFile, FileMode.Create, FileShare.ReadWrite)) { AutoFlush = true };
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Launch(directory, account, port, TextWriter.Synchronized(log), () => ready.TrySetResult());
        try
        {
            AzuriteRecord.Write(RecordFile(directory), process);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(StartPatience);
            await Task.WhenAny(ready.Task, process.WaitForExitAsync(patience.Token));
            patience.Token.ThrowIfCancellationRequested();
            if (ready.Task.IsCompleted) return new LocalAzurite(process, log, account, port);
        }
        catch (Exception e)
        {
            await EndAsync(process);
            process.Dispose();
            await log.DisposeAsync();
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested) return null;
            throw;
        }

        process.Dispose();
        await log.DisposeAsync();
        return null;
    }

    private static Process Launch(string directory, AzuriteAccount account, int port, TextWriter log, Action ready)
    {
        if (Installation.AzuriteScript is not { } script)
            throw new CliException("tools/azurite-table.js is missing: run this program through ./tuner in its repository.", ExitCode.NoServer);

        var process = new Process
        {
            StartInfo = new ProcessStartInfo("node")
            {
                WorkingDirectory = directory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                ArgumentList =
                {
                    script,
                    "--tableHost", "127.0.0.1",
                    "--tablePort", port.ToString(CultureInfo.InvariantCulture),
                    "--location", directory,
                    "--disableTelemetry", "--skipApiVersionCheck", "--silent",
                },
            },
        };
        process.StartInfo.Environment[account.Variable.Name] = account.Variable.Value;
        process.OutputDataReceived += (_, line) =>
        {
            Note(log, line.Data);
            if (line.Data == "ready") ready();
        };
        process.ErrorDataReceived += (_, line) => Note(log, line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            throw new CliException("node was not found: install Node.js 20 or later, Azurite needs it.", ExitCode.NoServer);
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Note(TextWriter log, string? line)
    {
        if (line is null) return;
        try
        {
            log.WriteLine(line);
        }
        catch (ObjectDisposedException)
        {
            // Its last words after we stopped listening.
        }
    }

    private static async Task EndAsync(Process process)
    {
        process.StandardInput.Close(); // It writes its database and ends.
        using var patience = new CancellationTokenSource(EndPatience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
