namespace Serverless.Tuner.EndToEnd;

/// <summary>Settings of a real server: from its environment, and from <c>.env</c> in the folder where it starts.</summary>
public sealed class SettingsTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tuner-settings-");

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Serve_SettingsInTheEnvironment_AreWhatAStudyGets()
    {
        var spec = await SpecAsync(new()
        {
            ["TUNER_DEFAULT_SAMPLER"] = "random",
            ["TUNER_DEFAULT_PRUNER"] = """{"type": "median", "n_startup_trials": 7}""",
            ["TUNER_DEFAULT_PARALLELISM"] = "3",
        });

        Assert.Equal("random", spec.Sampler.Type);
        Assert.Equal(PrunerSpec.Of("median", ("nStartupTrials", ParameterValue.Of(7))), spec.Pruner);
        Assert.Equal(3, spec.Parallelism);
    }

    [Fact]
    public async Task Serve_EnvFile_SetsWhatTheEnvironmentDoesNot_AndNothingElse()
    {
        await WriteEnvAsync(
            "TUNER_DEFAULT_SAMPLER=random\nTUNER_DEFAULT_PARALLELISM=2\nTUNER_STORAGE=elsewhere\nTUNER_TOKEN=hush\nOTHER_SECRET=hush\n");

        var spec = await SpecAsync(new() { ["TUNER_DEFAULT_PARALLELISM"] = "3" }, output =>
        {
            Assert.Contains(".env: ignored TUNER_STORAGE, TUNER_TOKEN, OTHER_SECRET;", output, StringComparison.Ordinal);
            Assert.DoesNotContain("elsewhere", output, StringComparison.Ordinal);
            Assert.DoesNotContain("hush", output, StringComparison.Ordinal);
        });

        Assert.Equal(("random", 3), (spec.Sampler.Type, spec.Parallelism));
        var seen = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "seen"), TestContext.Current.CancellationToken);
        Assert.Contains("TUNER_TRIAL=0", seen, StringComparison.Ordinal);
        foreach (var name in (string[])["TUNER_DEFAULT", "TUNER_STORAGE", "TUNER_TOKEN", "OTHER_SECRET", "hush"])
            Assert.DoesNotContain(name, seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("run", "study.json")]
    public async Task Start_EnvFileWithAWrongSetting_NamesItAndEnds(params string[] command)
    {
        await WriteEnvAsync("TUNER_DEFAULT_SAMPLER=tpee");
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "study.json"), """{"name":"own","objective":"no-op","trials":1}""",
            TestContext.Current.CancellationToken);

        await using var process = TunerProcess.StartIn(
            _folder.FullName, new Dictionary<string, string>(), [.. command, "--data", Data, "--port", "0", "--table-port", "0"]);

        Assert.Equal(2, await process.EndAsync(Limit));
        Assert.Contains("The setting TUNER_DEFAULT_SAMPLER is wrong: 'tpee' is unknown", process.Output, StringComparison.Ordinal);
    }

    private Task WriteEnvAsync(string text) =>
        File.WriteAllTextAsync(Path.Combine(_folder.FullName, ".env"), text, TestContext.Current.CancellationToken);

    /// <summary>What a study becomes on a server in the folder; its trial writes its environment into the file <c>seen</c> there.</summary>
    private async Task<StudySpec> SpecAsync(Dictionary<string, string> environment, Action<string>? check = null)
    {
        var port = TunerProcess.FreePort();
        var client = TunerProcess.Client(port, Data);
        await using var process = TunerProcess.StartIn(
            _folder.FullName, environment, "serve", "--data", Data, "--port", $"{port}", "--table-port", "0");
        await process.ReadyAsync(client);
        await client.StartStudyAsync(
            $$$$"""
            {
              "name": "own", "trials": 1, "searchSpace": {"x": [0, 1]},
              "objective": {"command": ["sh", "-c", "env > '{{{{_folder.FullName}}}}/seen'; echo '{{\"value\": 1}}'"]}
            }
            """);
        using var limit = new CancellationTokenSource(Limit);
        StudyView study;
        while ((study = await client.GetStudyAsync("own", limit.Token)).State != StudyState.Ended)
            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        Assert.Equal(1, study.Counts.Complete);
        check?.Invoke(process.Output);
        await process.InterruptAsync(); // So that its Azurite has ended before its files go.
        await process.EndAsync(Limit);
        return study.Spec;
    }
}
