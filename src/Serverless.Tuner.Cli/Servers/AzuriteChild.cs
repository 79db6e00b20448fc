using System.ComponentModel;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>A running Azurite of a data directory, with its log there.</summary>
internal sealed class AzuriteChild : IAsyncDisposable
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(60);

    private readonly AzuriteServer _server;
    private readonly StreamWriter _log;

    private AzuriteChild(AzuriteServer server, StreamWriter log) => (_server, _log) = (server, log);

    public Task Ended => _server.Process.WaitForExitAsync(CancellationToken.None);

    /// <summary>Starts it and waits until it answers; null when it ends instead.</summary>
    public static async Task<AzuriteChild?> TryStartAsync(
        DataDirectory data, AzuriteAccount account, AzuritePorts ports, Action<string> say, CancellationToken cancellationToken)
    {
        var log = new StreamWriter(OwnerOnlyFile.Open(LogFile(data), FileMode.Create, FileShare.ReadWrite)) { AutoFlush = true };
        var child = new AzuriteChild(Launch(data.Tables, account, ports, TextWriter.Synchronized(log)), log);
        var listens = false;
        try
        {
            AzuriteRecord.Write(RecordFile(data), child._server.Process);
            listens = await WaitAsync(child._server.Listens, data, say, cancellationToken);
            return listens ? child : null;
        }
        finally
        {
            if (!listens) await child.DisposeAsync();
        }
    }

    /// <summary>Waits for the Azurite of an earlier start that is still writing its database.</summary>
    public static async Task WaitForPredecessorAsync(DataDirectory data, Action<string> say, CancellationToken cancellationToken)
    {
        using var predecessor = AzuriteRecord.FindAlive(RecordFile(data));
        if (predecessor is null) return;
        say($"Waiting for the Azurite of an earlier start (process {predecessor.Id}), which still writes {data.Tables} ...");
        try
        {
            await predecessor.WaitForExitAsync(cancellationToken).WaitAsync(EndPatience, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new CliException($"Another Azurite (process {predecessor.Id}) works on {data.Tables}.", ExitCode.NoServer);
        }
    }

    public static string LogFile(DataDirectory data) => Path.Combine(data.Logs, "azurite.log");

    /// <summary>Lets it write its database and end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.EndAsync();
        _server.Dispose();
        await _log.DisposeAsync();
    }

    private static string RecordFile(DataDirectory data) => Path.Combine(data.Tables, "azurite.json");

    /// <summary>Waits long: an Azurite on another port would have the same database to read.</summary>
    private static async Task<bool> WaitAsync(
        Task<bool> listens, DataDirectory data, Action<string> say, CancellationToken cancellationToken)
    {
        for (var wait = TimeSpan.FromSeconds(10); ; wait *= 2)
        {
            try
            {
                return await listens.WaitAsync(wait, cancellationToken);
            }
            catch (TimeoutException)
            {
                if (wait > TimeSpan.FromMinutes(5))
                    throw new CliException($"Azurite does not come to answer; {LogFile(data)} may say why.", ExitCode.NoServer);
                say($"Waiting for Azurite, which reads {data.Tables} ...");
            }
        }
    }

    private static AzuriteServer Launch(string directory, AzuriteAccount account, AzuritePorts ports, TextWriter log)
    {
        var package = Installation.FindAzurite(AppContext.BaseDirectory, Environment.CurrentDirectory)
            ?? throw new CliException(Installation.NoAzurite, ExitCode.NoServer);
        try
        {
            return AzuriteServer.Start(
                Installation.AzuriteScript, package, account.Setting, ports, directory, inMemory: false, line => Note(log, line));
        }
        catch (Win32Exception)
        {
            throw new CliException("node was not found: install Node.js 20 or later, Azurite needs it.", ExitCode.NoServer);
        }
    }

    private static void Note(TextWriter log, string line)
    {
        try
        {
            log.WriteLine(line);
        }
        catch (Exception e) when (e is ObjectDisposedException or IOException)
        {
            // The log is closed already, or the disk is full.
        }
    }
}
