using System.Text.Json.Nodes;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>A study in the options of <c>run</c>, as it is sent.</summary>
public sealed class RunOptionsTests
{
    [Fact]
    public async Task Run_WholeStudyInOptions_IsSent() => AssertSent(
        """
        {"name":"linear-regression","objective":"linear-regression","searchSpace":{"slope":{"uniform":[-5,5]}},"trials":50,"parallelism":3,
         "where":["slope <= 4","slope * slope >= 1"],
         "seed":1,"sampler":{"type":"tpe","gamma":0.15,"nStartupTrials":12,"nCandidates":30},"pruner":"median","direction":"minimize",
         "budget":{"limitUsd":0.5,"usdPerHour":2}}
        """,
        await SentAsync(
            "--objective", "linear-regression", "--space", """{"slope": {"uniform": [-5, 5]}}""", "--trials", "50", "--gamma", "0.15",
            "--n-initial", "12", "--n-candidates", "30", "--seed", "1", "--parallel", "3", "--pruner", "median", "--direction", "minimize",
            "--limit", "0.5", "--usd-per-hour", "2", "--where", "slope <= 4", "--where", "slope * slope >= 1"));

    [Fact]
    public async Task Run_SeedsOwnNames_AreTakenToo() => AssertSent(
        """{"name":"branin","objective":"branin","trials":20,"sampler":{"type":"gp","nStartupTrials":5}}""",
        await SentAsync("--objective", "branin", "--n-total", "20", "--sampler", "gp", "--n-initial", "5"));

    [Fact]
    public async Task Run_ProgramBehindDashes_IsTheObjective()
    {
        using var run = new CliRun();

        AssertSent(
            $$"""
            {"name":"train","objective":{"command":["python","train.py","--lr","{lr}"],"workingDirectory":"{{Environment.CurrentDirectory}}"},
             "searchSpace":{"lr":[0.001,0.1,"log"]},"trials":5}
            """,
            await SentAsync(
                run, "--space", run.File("space.yaml", "lr: [0.001, 0.1, log]"), "--trials", "5", "--", "python", "train.py", "--lr",
                "{lr}"));
    }

    [Fact]
    public async Task Run_OptionsBesideAFile_ReplaceWhatItSays()
    {
        using var run = new CliRun();

        AssertSent(
            """{"name":"s","objective":"branin","trials":7,"sampler":{"type":"gp","gamma":0.2},"budget":{"limitUsd":2,"usdPerHour":1}}""",
            await SentAsync(
                run,
                run.File("s.json", """{"name":"s","objective":"branin","trials":5,"sampler":"gp","budget":{"limitUsd":1,"usdPerHour":1}}"""),
                "--trials", "7", "--gamma", "0.2", "--limit", "2"));
    }

    [Fact]
    public async Task Run_NameIsTaken_GetsANumber()
    {
        using var run = new CliRun
        {
            StartHost = async (url, _, _, _) =>
            {
                var server = await FakeTuner.StartAsync(url);
                server.Add("branin", ended: 3);
                return server;
            },
        };

        Assert.Equal(ExitCode.Done, await InvokeAsync(run, "--objective", "branin"));

        Assert.StartsWith("[OK] branin-2 complete", run.OutputLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Begins_SaysWhatIsSearchedAndHow()
    {
        using var run = new CliRun { StartHost = async (url, _, _, _) => await FakeTuner.StartAsync(url) };

        Assert.Equal(ExitCode.Done, await InvokeAsync(run, "--objective", "fake"));

        var before = run.Output[..run.Output.IndexOf("trial 0", StringComparison.Ordinal)];
        foreach (var word in (string[])["objective", "fake, minimize", "3, one at a time", "auto, seed 0", "float 0 to 10"])
            Assert.Contains(word, before, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Say what to run", "--trials", "5")]
    [InlineData("A program needs --space", "--", "python3", "train.py")]
    [InlineData("--space is no JSON", "--objective", "branin", "--space", "{x: [0, 1]}")]
    [InlineData("--sampler is no JSON", "--objective", "branin", "--sampler", "{type: gp}")]
    [InlineData("There is no file spcae.json", "--objective", "branin", "--space", "spcae.json")]
    [InlineData("There is no option '--trails'. Did you mean '--trials'?", "--objective", "branin", "--trails", "5")]
    [InlineData("There is no option '--quux'.", "study.json", "--quux")]
    [InlineData("one file too many", "python3", "train.py")]
    [InlineData("not both", "--objective", "branin", "--space", "{}", "--", "python3")]
    public async Task Run_WrongOptions_SayWhatIsMissingAndStartNothing(string said, params string[] arguments)
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await InvokeAsync(run, arguments));

        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    private static async Task<string> SentAsync(params string[] arguments)
    {
        using var run = new CliRun();
        return await SentAsync(run, arguments);
    }

    private static async Task<string> SentAsync(CliRun run, params string[] arguments)
    {
        FakeTuner? server = null;
        run.StartHost = async (url, _, _, _) => server = await FakeTuner.StartAsync(url);
        Assert.True(await InvokeAsync(run, arguments) == ExitCode.Done, run.Error);
        return Assert.Single(server!.Bodies);
    }

    private static Task<int> InvokeAsync(CliRun run, params string[] arguments) =>
        run.InvokeAsync(["run", "--data", run.Folder, "--port", "0", "--connection", "elsewhere", .. arguments]);

    private static void AssertSent(string expected, string sent) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(sent)), sent);
}
