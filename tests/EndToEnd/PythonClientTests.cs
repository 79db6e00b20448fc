using System.Diagnostics;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EndToEnd;

/// <summary>The client for Python: its own tests, and the samples that use it, run by Python beside a server.</summary>
public sealed class PythonClientTests(PythonClientTests.Server server) : IClassFixture<PythonClientTests.Server>
{
    private const string Python = "/usr/bin/python3";
    private static readonly string s_client = Path.Combine(Repository.Root, "clients", "python");
    private static readonly string s_samples = Path.Combine(Repository.Root, "samples");

    [Fact]
    public async Task Tests_OfTheClient_Pass()
    {
        var (code, output) = await RunAsync(s_client, "-W", "ignore::ResourceWarning", "-m", "unittest", "discover", "-s", "tests");

        Assert.True(code == 0, output);
        Assert.Matches("Ran [0-9]{2,} tests", output);
        // Those that need a server would all be skipped without it; two need Optuna to compare with.
        Assert.DoesNotMatch(@"skipped=([3-9]|\d\d)", output);
        TestContext.Current.TestOutputHelper?.WriteLine(output);
    }

    [Fact]
    public void OptunaSample_AfterTheChange_DiffersInItsImportOnly()
    {
        var (before, after) = (Lines("before.py"), Lines("after.py"));

        var changed = before.Zip(after).Where(l => l.First != l.Second).ToArray();
        Assert.Equal(before.Length, after.Length);
        Assert.Equal([("import optuna", "import serverless_tuner as optuna")], changed);

        static string[] Lines(string file) => File.ReadAllLines(Path.Combine(s_samples, "optuna", file));
    }

    [Theory]
    [InlineData("optuna/after.py", "^best 0\\.4[0-9]+")]
    [InlineData("scikit-learn/tune.py sample-sklearn 12", "^accuracy 0\\.9[0-9]+ with ")]
    [InlineData("long-training/train.py sample-training 12", "accuracy (0\\.9[0-9]+); its model, fetched again, has \\1")]
    public async Task Sample_RunsToItsEnd(string sample, string says)
    {
        string[] arguments = sample.Split(' ');
        var (code, output) = await RunAsync(s_samples, arguments);

        Assert.True(code == 0, output);
        Assert.Matches($"(?m){says}", output);
    }

    private async Task<(int Code, string Output)> RunAsync(string folder, params string[] arguments)
    {
        Assert.SkipWhen(!File.Exists(Python), $"there is no {Python}");
        var start = new ProcessStartInfo(Python, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in server.Environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        try
        {
            process.StandardInput.Close();
            var (output, errors) = (
                process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, $"{await output}{await errors}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>A server for all of them.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private Served? _served;

        /// <summary>What tells a Python program where the server and the client are.</summary>
        internal Dictionary<string, string> Environment { get; } = [];

        public async ValueTask InitializeAsync()
        {
            _served = await Served.StartAsync();
            Environment["PYTHONPATH"] = s_client;
            Environment["PYTHONDONTWRITEBYTECODE"] = "1";
            Environment["TRIALS"] = "12";
            Environment["TUNER_DATA"] = _served.Data;
            Environment["TUNER_SERVER"] = _served.Url.ToString();
            Environment["TUNER_KEY"] = (await File.ReadAllTextAsync(Path.Combine(_served.Data, "token"))).Trim();
        }

        public async ValueTask DisposeAsync()
        {
            if (_served is not null) await _served.DisposeAsync();
        }
    }
}
