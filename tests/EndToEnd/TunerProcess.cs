using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.EndToEnd;

/// <summary>The <c>tuner</c> program in a process of its own, as people run it.</summary>
internal sealed class TunerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _standardOutput = new();

    private TunerProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Append(line.Data, _output, _standardOutput);
        _process.ErrorDataReceived += (_, line) => Append(line.Data, _output);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>What it has printed to standard output alone: what scripts read.</summary>
    public string StandardOutput
    {
        get
        {
            lock (_output) return _standardOutput.ToString();
        }
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts the program.</summary>
    public static TunerProcess Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <summary>Starts the program with more environment variables.</summary>
    public static TunerProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartOther("tuner", environment, arguments);

    /// <summary>Starts the program in a folder.</summary>
    public static TunerProcess StartIn(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start("tuner", folder, environment, arguments);

    /// <summary>Starts a program that has parts of its own.</summary>
    public static TunerProcess StartOther(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start(program, folder: "", environment, arguments);

    private static TunerProcess Start(
        string program, string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, $"{program}.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var variable in (string[])["TUNER_SERVER", "TUNER_STORAGE"]) start.Environment.Remove(variable);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new TunerProcess(Process.Start(start)!);
    }

    /// <summary>A client of the server that works on a data directory; it may start later.</summary>
    public static TunerClient Client(int port, string data, TimeSpan? timeout = null) =>
        new(new HttpClient(new TokenFromFile(Path.Combine(data, "token")))
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            Timeout = timeout ?? TimeSpan.FromSeconds(10),
        });

    /// <summary>A port that nobody uses just now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits for the end; answers the exit code.</summary>
    public async Task<int> EndAsync(TimeSpan limit)
    {
        using var cancellation = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The program did not end within {limit}. It printed:\n{Output}");
        }

        return _process.ExitCode;
    }

    /// <summary>Waits until the server at <paramref name="client"/> is ready.</summary>
    public async Task ReadyAsync(TunerClient client)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (_process.HasExited) throw new InvalidOperationException($"The server ended with {_process.ExitCode}:\n{Output}");
            try
            {
                await client.ReadyAsync(limit.Token);
                return;
            }
            catch (Exception e) when (e is HttpRequestException or TunerApiException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(25), limit.Token);
            }
        }
    }

    /// <summary>Waits until it has printed a text.</summary>
    public async Task PrintedAsync(string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!Output.Contains(text, StringComparison.Ordinal)) await Task.Delay(TimeSpan.FromMilliseconds(25), limit.Token);
    }

    /// <summary>Ends it as a power cut does.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as Ctrl+C does.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Append(string? line, params StringBuilder[] targets)
    {
        if (line is null) return;
        lock (_output)
            foreach (var target in targets)
                target.AppendLine(line);
    }

    /// <summary>Sends the token once the server has made it.</summary>
    private sealed class TokenFromFile(string path) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (File.Exists(path)) request.Headers.Authorization = new("Bearer", File.ReadAllText(path).Trim());
            return base.SendAsync(request, cancellationToken);
        }
    }
}
