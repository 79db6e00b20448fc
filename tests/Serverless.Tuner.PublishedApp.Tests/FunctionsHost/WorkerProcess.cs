using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Serverless.Tuner.PublishedApp.Tests.FunctionsHost;

/// <summary>A worker's process, started as the Functions host does: by the app's
/// <c>worker.config.json</c>, with the host's arguments and variables.</summary>
internal sealed class WorkerProcess : IDisposable
{
    /// <summary>The host's own bound on messages: none.</summary>
    private const int MaxMessageLength = int.MaxValue;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private WorkerProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        // A worker does not notice that its host is gone.
        AppDomain.CurrentDomain.ProcessExit += Kill;
    }

    public int Id => _process.Id;

    /// <summary>What it has printed.</summary>
    public string Output => string.Join('\n', _output);

    /// <param name="directory">Where the app is published.</param>
    /// <param name="host">Where the host listens.</param>
    /// <param name="workerId">What the host calls the worker.</param>
    /// <param name="settings">The app's settings.</param>
    public static WorkerProcess Start(string directory, Uri host, string workerId, IReadOnlyDictionary<string, string> settings)
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(directory, "worker.config.json")));
        var description = config.RootElement.GetProperty("description");
        var start = new ProcessStartInfo(description.GetProperty("defaultExecutablePath").GetString()!)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in Arguments(
            Path.Combine(directory, description.GetProperty("defaultWorkerPath").GetString()!), host, workerId))
            start.ArgumentList.Add(argument);
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = directory;
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = directory;
        start.Environment["AZURE_FUNCTIONS_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return new WorkerProcess(start);
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The worker has not ended within {patience}. It printed:\n{Output}");
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        Kill(this, EventArgs.Empty);
        _process.WaitForExit();
        _process.Dispose();
    }

    // Each under the two names that the host gives it.
    private static string[] Arguments(string path, Uri host, string workerId)
    {
        var requestId = Guid.NewGuid().ToString();
        var length = MaxMessageLength.ToString(CultureInfo.InvariantCulture);
        return
        [
            path,
            "--host", host.Host,
            "--port", host.Port.ToString(CultureInfo.InvariantCulture),
            "--workerId", workerId,
            "--requestId", requestId,
            "--grpcMaxMessageLength", length,
            "--functions-uri", host.AbsoluteUri,
            "--functions-worker-id", workerId,
            "--functions-request-id", requestId,
            "--functions-grpc-max-message-length", length,
        ];
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text) _output.Enqueue(text);
    }

    private void Kill(object? sender, EventArgs e)
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
    }
}
