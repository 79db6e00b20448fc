using System.Text.Json;
using System.Text.RegularExpressions;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EndToEnd;

/// <summary>Small inputs that users of other tuners ran into trouble with, each run as they would, on one server.</summary>
public sealed class FieldTests(FieldTests.Field field) : IClassFixture<FieldTests.Field>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task TwoIntegers_TriesFewPointsAgain_NoneTwiceAtOnce_AndFindsTheBest()
    {
        await RunAsync(0, "two-integers.json");

        var trials = await TrialsAsync("two-integers");
        var points = trials.GroupBy(trial => JsonSerializer.Serialize(trial.Parameters)).ToArray();
        Assert.Equal(40, trials.Count);
        Assert.InRange(points.Length, 34, 40);
        Assert.Equal(0, trials.Min(trial => trial.Values![0]));
        foreach (var twins in points.Select(point => point.OrderBy(trial => trial.StartedAt).ToArray()))
            for (var i = 1; i < twins.Length; i++) Assert.True(twins[i - 1].EndedAt <= twins[i].StartedAt, $"{twins[i]} beside its twin");
    }

    [Fact]
    public async Task ReportedCost_NoTrialStartsThatCannotBePaid()
    {
        Assert.Contains("$0.90 of $1.00", await RunAsync(0, "reported-cost.json"), StringComparison.Ordinal);

        Assert.Equal(3, (await TrialsAsync("reported-cost")).Count);
    }

    [Theory]
    [InlineData("no-meter.json", "/budget names no meter")]
    [InlineData("nul-choice.json", "/searchSpace/c")]
    [InlineData("objective-as-text.json", """{"command": ["python3","train.py"]}""")]
    [InlineData("empty.json", "empty.json is empty")]
    [InlineData("seeds/engram.json", "its objective is external")]
    [InlineData("seeds", "folder")]
    public async Task Mistake_IsRefused_AndItsCauseNamed(string file, string cause) =>
        Assert.Contains(cause, await RunAsync(2, file), StringComparison.Ordinal);

    [Theory]
    [InlineData("trailing-comma.json")]
    [InlineData("--space", "seeds/titan-space.json", "--trials", "2", "--name", "titan", "--", "sh", "constant.sh")]
    [InlineData("--space", "seeds/oko-space.json", "--trials", "2", "--name", "oko", "--", "sh", "constant.sh")]
    public async Task File_AsItStands_Runs(params string[] study) => await RunAsync(0, study);

    [Fact]
    public async Task Step_PointOffItByRounding_IsTheSameAsOnIt()
    {
        await RunAsync(0, "step.json");

        var tried = (await TrialsAsync("step")).Select(trial => trial.Parameters["x"].AsDouble()).ToArray();
        Assert.Equal(0.3, tried[0]);
        Assert.Equal(tried.Length, tried.Distinct().Count());
        Assert.Equal(4, tried.Length);
    }

    [Fact]
    public async Task OffGrid_EndOfTheSteps_IsSaidBeforeTheFirstTrial()
    {
        var lines = (await RunAsync(0, "off-grid.json")).Split('\n');

        var said = Array.FindIndex(lines, line => line.Contains("ends at 910", StringComparison.Ordinal));
        Assert.InRange(said, 0, Array.FindIndex(lines, line => line.StartsWith("trial 0", StringComparison.Ordinal)) - 1);
    }

    [Fact]
    public async Task Escape_ControlCharacters_AreShownAndNotObeyed()
    {
        await RunAsync(1, "escape.json");

        var shown = await field.InvokeAsync(0, "study", "trial", "escape", "0");
        foreach (var text in (string[])["\\u001b[2J\\u001b[31mred \\u001b]0;title\\u0007 [bold]markup[/] \\u202ereversed"])
            Assert.Contains(text, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(shown, character => character is '\u001b' or '\u0007' or '\u202e');
    }

    [Fact]
    public async Task MixedChoices_ValuesOfEveryKind_AreToldApart()
    {
        await RunAsync(0, "mixed-choices.json");

        var tried = (await TrialsAsync("mixed-choices")).Select(trial => trial.Parameters["c"]).Distinct().Count();
        var shown = Regex.Matches(await field.InvokeAsync(0, "study", "trials", "mixed-choices"), " c=([^ ]+)");
        Assert.Equal(tried, shown.Select(match => match.Value).Distinct().Count());
        Assert.InRange(tried, 4, 5);
    }

    [Fact]
    public async Task Order_MembersInAnotherOrder_AreTheSameStudy()
    {
        await RunAsync(0, "order-a.json");
        await RunAsync(0, "order-b.json");

        Assert.Equal(2, (await TrialsAsync("order")).Count);
    }

    [Fact]
    public async Task PlateauResume_CountsAnew()
    {
        await RunAsync(0, "plateau-resume.json");
        var before = (await TrialsAsync("plateau-resume")).Count;

        await field.InvokeAsync(0, "study", "resume", "plateau-resume");
        await field.InvokeAsync(0, "study", "watch", "plateau-resume");

        Assert.Equal((6, 11), (before, (await TrialsAsync("plateau-resume")).Count));
    }

    [Fact]
    public async Task StepsOnly_SaysThatTheLastLineNeedsNoStep() =>
        Assert.Contains(
            "printed reports, the last with step 3, but no outcome: its last line, {\"value\": …}, needs no step",
            await RunAsync(1, "steps-only.json"), StringComparison.Ordinal);

    [Fact]
    public async Task ProgressBar_BeforeTheOutcome_IsSkipped()
    {
        await RunAsync(0, "progress-bar.json");

        Assert.Equal(0.5, Assert.Single(await TrialsAsync("progress-bar")).Values![0]);
    }

    private Task<string> RunAsync(int exit, params string[] study) => field.InvokeAsync(exit, ["run", .. study]);

    private async Task<IReadOnlyList<TrialView>> TrialsAsync(string study) => JsonSerializer.Deserialize<PageView<TrialView>>(
        await field.InvokeAsync(0, "study", "trials", study, "--json"), TunerJson.Options)!.Items;

    /// <summary>A folder with the inputs and their scripts, and a server.</summary>
    public sealed class Field : IAsyncLifetime
    {
        private static readonly string Inputs = Path.Combine(Repository.Root, "tests", "EndToEnd", "Field");
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tuner-field-");
        private TunerProcess? _server;

        private string Data => Path.Combine(_folder.FullName, "data");

        public async ValueTask InitializeAsync()
        {
            foreach (var file in Directory.EnumerateFiles(Inputs, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(_folder.FullName, Path.GetRelativePath(Inputs, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            _server = TunerProcess.Start("serve", "--data", Data, "--port", "0", "--table-port", "0");
            await _server.PrintedAsync("Ready at ");
        }

        public async ValueTask DisposeAsync()
        {
            await _server!.InterruptAsync(); // So that its Azurite has ended before its files go.
            await _server.EndAsync(Limit);
            await _server.DisposeAsync();
            _folder.Delete(recursive: true);
        }

        /// <summary>What the program prints; with <c>--json</c> to standard output alone.</summary>
        internal async Task<string> InvokeAsync(int exit, params string[] arguments)
        {
            string[] all = arguments.IndexOf("--") is >= 0 and var program
                ? [.. arguments[..program], "--data", Data, .. arguments[program..]]
                : [.. arguments, "--data", Data];
            await using var process = TunerProcess.StartIn(_folder.FullName, new Dictionary<string, string>(), all);
            Assert.True(await process.EndAsync(Limit) == exit, process.Output);
            return arguments.Contains("--json") ? process.StandardOutput : process.Output;
        }
    }
}
