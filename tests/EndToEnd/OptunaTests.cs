using System.Diagnostics;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EndToEnd;

/// <summary>Studies move in from Optuna, and back: with its own databases, read by itself.</summary>
public sealed class OptunaTests(OptunaTests.Server server) : IClassFixture<OptunaTests.Server>
{
    private const string Python = "/usr/bin/python3";
    private static readonly string s_scripts = Path.Combine(Repository.Root, "tests", "EndToEnd", "Optuna");

    [Fact]
    public async Task StudiesOfOptuna_MoveIn_GoOn_AndAreReadByItAgain()
    {
        await RequireOptunaAsync();
        var (file, folder) = (server.NewFile("real.db"), server.Folder);
        await PythonAsync("make.py", file);

        var imported = await TunerAsync("import", "optuna", file);
        Assert.Contains("Study all-of-it: 20 trials imported (17 complete, 2 pruned, 1 failed).", imported, StringComparison.Ordinal);
        Assert.Contains("x: its range changed over the trials", imported, StringComparison.Ordinal);
        Assert.Contains("2 × intermediate value that is left out", imported, StringComparison.Ordinal);
        Assert.Contains("times stand in the database without a zone: they are taken as UTC", imported, StringComparison.Ordinal);
        Assert.Contains("Study left: 5 trials imported (2 complete, 0 pruned, 3 failed).", imported, StringComparison.Ordinal);
        Assert.Contains("1 × trial still running in Optuna, which failed", imported, StringComparison.Ordinal);
        // The same again is the same studies.
        Assert.Equal(imported, await TunerAsync("import", "optuna", file));

        foreach (var (name, there, count) in new[] { ("all-of-it", "all of it / ä", 20), ("both", "both", 6) })
        {
            var back = Path.Combine(folder, $"{name}.db");
            await TunerAsync("study", "export", name, "--optuna", back);
            Assert.Equal($"same {count}", (await PythonAsync("compare.py", file, there, back, name)).Trim());
        }

        // Its samplers know its trials: with more of them it goes on.
        var client = server.Client;
        var view = await client.ExtendStudyAsync("all-of-it", new ExtendRequest { Trials = 23 });
        Assert.Equal((StudyState.Running, 20), (view.State, view.TrialsRun));
        var asked = Assert.Single((await client.SuggestAsync("all-of-it", new SuggestRequest())).Trials);
        Assert.Equal(20, asked.Number);
        Assert.NotEmpty(asked.Parameters);
    }

    [Fact]
    public async Task DatabaseOfTheNewestOptuna_MovesIn_WithItsConstraints()
    {
        Assert.SkipWhen(!File.Exists(Python), $"there is no {Python}");
        var file = server.NewFile("newest.db");
        await PythonAsync("newest.py", file);

        await TunerAsync("import", "optuna", file, "--study", "newest", "--as", "newest-here");

        var study = await server.Client.GetStudyAsync("newest-here");
        Assert.Equal((StudyState.Ended, 10, 9), (study.State, study.Counts.Complete, study.Best!.Number));
        Assert.Equal(["latency", "memory"], study.Spec.Constraints!.Order());
        Assert.Equal(["loss"], study.ValueNames);
        Assert.Equal(["a", "b", "NaN"], study.Spec.SearchSpace.Single(p => p.Name == "kind").Choices!.Select(c => c.ToString()));
        var first = await server.Client.GetTrialAsync("newest-here", 0);
        Assert.Equal((2.0, new DateTimeOffset(2026, 8, 1, 10, 0, 0, 500, TimeSpan.Zero)), (first.Constraints!["memory"], first.StartedAt));
        Assert.Equal([new ReportView(0, 0)], first.Reports!);
    }

    [Fact]
    public async Task HundredThousandTrials_MoveInInTime()
    {
        Assert.SkipWhen(!File.Exists(Python), $"there is no {Python}");
        var count = Environment.GetEnvironmentVariable("TUNER_LONG") == "1" ? 100_000 : 5_000;
        var file = server.NewFile("many.db");
        await PythonAsync("newest.py", file, $"{count}");
        var clock = Stopwatch.StartNew();

        var output = await TunerAsync("import", "optuna", file, "--as", "many");

        TestContext.Current.TestOutputHelper?.WriteLine($"moving: {count} trials imported in {clock.Elapsed.TotalSeconds:F1} s");
        Assert.Contains($"{count} trials imported", output, StringComparison.Ordinal);
        Assert.Equal(count - 1, (await server.Client.GetStudyAsync("many")).Best!.Number);
    }

    private static async Task RequireOptunaAsync()
    {
        Assert.SkipWhen(!File.Exists(Python), $"there is no {Python}");
        var (code, _) = await RunAsync(Python, "-W", "ignore", "-c", "import optuna");
        Assert.SkipWhen(code != 0, "Python has no Optuna here: apt-get install python3-optuna");
    }

    private static async Task<string> PythonAsync(string script, params string[] arguments)
    {
        var (code, output) = await RunAsync(Python, ["-W", "ignore", Path.Combine(s_scripts, script), .. arguments]);
        Assert.True(code == 0, output);
        return output;
    }

    private async Task<string> TunerAsync(params string[] arguments)
    {
        await using var process = TunerProcess.Start([.. arguments, "--data", server.Data]);
        Assert.True(await process.EndAsync(TimeSpan.FromMinutes(10)) == 0, process.Output);
        return process.Output;
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + (process.ExitCode == 0 ? "" : await errors));
    }

    /// <summary>A server for all of them, and a folder for databases.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tuner-optuna-");
        private Served? _served;

        internal string Folder => _folder.FullName;

        internal string Data => _served!.Data;

        internal Client.TunerClient Client => _served!.Client;

        internal string NewFile(string name) => Path.Combine(Folder, name);

        public async ValueTask InitializeAsync() => _served = await Served.StartAsync();

        public async ValueTask DisposeAsync()
        {
            if (_served is not null) await _served.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }
}
