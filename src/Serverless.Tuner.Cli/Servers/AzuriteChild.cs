using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>
/// One process of Azurite: its table service, or all of it. It ends when its standard input does, so it is never left behind, not even when this
/// process is killed.
/// </summary>
internal sealed class AzuriteChild : IAsyncDisposable
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StreamWriter _log;

    private AzuriteChild(Process process, StreamWriter log) => (_process, _log) = (process, log);

    /// <summary>Completes when it has ended.</summary>
    public Task Ended => _process.WaitForExitAsync(CancellationToken.None);

    /// <summary>Starts it and waits until it answers, however long it reads its tables; null when it ended instead.</summary>
    /// <param name="data">Where its database and its log are.</param>
    /// <param name="account">Its account.</param>
    /// <param name="ports">Where it is to listen.</param>
    /// <param name="say">Told what is waited for, when that takes long.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CliException">There is no Azurite, or no Node.js.</exception>
    public static async Task<AzuriteChild?> TryStartAsync(DataDirectory data, AzuriteAccount account, AzuritePorts ports, Action<string> say, CancellationToken cancellationToken)
    {
        var log = new StreamWriter(OwnerOnlyFile.Open(LogFile(data), FileMode.Create, FileShare.ReadWrite)) { AutoFlush = true };
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var child = new AzuriteChild(Launch(data.Tables, account, ports, TextWriter.Synchronized(log), () => ready.TrySetResult()), log);
        try
        {
            AzuriteRecord.Write(RecordFile(data), child._process);
            await WaitAsync(Task.WhenAny(ready.Task, child.Ended), data, say, cancellationToken);
            if (ready.Task.IsCompleted) return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }

        await child.DisposeAsync();
        return null;
    }

    /// <summary>Waits for the Azurite of an earlier start that is still writing its database.</summary>
    /// <exception cref="CliException">It does not end.</exception>
    public static async Task WaitForPredecessorAsync(DataDirectory data, CancellationToken cancellationToken)
    {
        using var predecessor = AzuriteRecord.FindAlive(RecordFile(data));
        if (predecessor is null) return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(EndPatience);
        try
        {
            await predecessor.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException($"Another Azurite (process {predecessor.Id}) works on {data.Tables}.", ExitCode.NoServer);
        }
    }

    /// <summary>Where it writes what it has to say.</summary>
    public static string LogFile(DataDirectory data) => Path.Combine(data.Logs, "azurite.log");

    /// <summary>Lets it write its database and end.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(EndPatience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await Ended;
        }

        _process.Dispose();
        await _log.DisposeAsync();
    }

    private static string RecordFile(DataDirectory data) => Path.Combine(data.Tables, "azurite.json");

    /// <summary>One that reads a large database on a busy machine is left to it: another on another port would have the same to read.</summary>
    private static async Task WaitAsync(Task done, DataDirectory data, Action<string> say, CancellationToken cancellationToken)
    {
        for (var wait = TimeSpan.FromSeconds(10); ; wait *= 2)
        {
            try
            {
                await done.WaitAsync(wait, cancellationToken);
                return;
            }
            catch (TimeoutException)
            {
                if (wait > TimeSpan.FromMinutes(5)) throw new CliException($"Azurite does not come to answer; {LogFile(data)} may say why.", ExitCode.NoServer);
                say($"Waiting for Azurite, which reads {data.Tables} ...");
            }
        }
    }

    private static Process Launch(string directory, AzuriteAccount account, AzuritePorts ports, TextWriter log, Action ready)
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
                    "--location", directory,
                    "--disableTelemetry", "--skipApiVersionCheck", "--silent",
                },
            },
        };
        Listen("table", ports.Table);
        if (ports.Whole is var (blob, queue))
        {
            Listen("blob", blob);
            Listen("queue", queue);
        }

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

        void Listen(string service, int port)
        {
            foreach (var argument in (string[])[$"--{service}Host", "127.0.0.1", $"--{service}Port", port.ToString(CultureInfo.InvariantCulture)])
                process.StartInfo.ArgumentList.Add(argument);
        }
    }

    private static void Note(TextWriter log, string? line)
    {
        if (line is null) return;
        try
        {
            log.WriteLine(line);
        }
        catch (Exception e) when (e is ObjectDisposedException or IOException)
        {
            // Its last words after we stopped listening, or the disk is full.
        }
    }
}
