using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>Whatever a server, a program or a file says: a terminal obeys none
/// of it, and nothing of it is hidden or takes another line's place.</summary>
public sealed partial class HostileOutputTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[][] Commands =
    [
        ["study", "list"], ["study", "show"], ["study", "show", "NAME"], ["study", "best", "NAME"], ["study", "trials", "NAME"],
        ["study", "hints", "NAME"], ["study", "importance", "NAME", "--method", "fanova"], ["study", "pareto", "NAME"],
        ["study", "compare", "NAME", "NAME"],
        ["study", "trial", "NAME", "1"],
        ["study", "watch", "NAME"], ["study", "extend", "NAME", "--trials", "9"], ["study", "enqueue", "NAME", "x=1"],
        ["study", "stop", "NAME"], ["study", "pause", "NAME"], ["study", "change", "NAME", "x=[0,1]"],
        ["study", "note", "NAME", "1", "odd"],
        ["trial", "explain", "NAME", "1"], ["trial", "replay", "NAME", "1"], ["trial", "hide", "NAME", "1"],
        ["study", "cancel-trial", "NAME", "1"], ["study", "retry-trial", "NAME", "1"],
        ["study", "resume", "NAME"], ["study", "delete", "NAME", "--yes"], ["study", "start", "FILE"], ["run", "FILE"], ["serve"], ["demo"],
        ["study", "show", "missing"], ["study", "delete", "missing", "--yes"], ["study", "start", "INVALID"],
    ];

    /// <summary>What Spectre itself has a terminal do: colours, and drawing anew.</summary>
    [GeneratedRegex(@"\x1b\[(\?25[lh]|[0-9]*[AK]|[0-9;]*m)")]
    private static partial Regex OwnSequence { get; }

    [GeneratedRegex("missing|INVALID")]
    private static partial Regex Refused { get; }

    public static TheoryData<string, TrialState, bool> EveryCommand()
    {
        var data = new TheoryData<string, TrialState, bool>();
        foreach (var command in Commands)
            foreach (var outcome in (TrialState[])[TrialState.Complete, TrialState.Failed])
                foreach (var isOnTerminal in (bool[])[false, true])
                    data.Add(string.Join(' ', command), outcome, isOnTerminal);
        return data;
    }

    [Theory]
    [MemberData(nameof(EveryCommand))]
    public async Task AnyCommand_HostileServer_IsShownAndNotObeyed(string command, TrialState outcome, bool isOnTerminal)
    {
        var (run, exitCode) = await InvokeAsync(command, outcome, isOnTerminal);
        using var its = run;

        Assert.Equal(Refused.IsMatch(command), exitCode == ExitCode.InvalidInput);
        // Every name that the server gives has it, and the command shows at least one.
        Assert.Contains(@"\u001b]0;title\u0007", run.Output + run.Error, StringComparison.Ordinal);
        Assert.Contains("[bold]x[/]", Joined(run.Output + run.Error), StringComparison.Ordinal);
        AssertHarmless(run.Output, isOnTerminal);
        AssertHarmless(run.Error, isOnTerminal);
        AssertTablesAreWhole(run.Output);
    }

    [Theory]
    [InlineData("study list")]
    [InlineData("study show NAME")]
    [InlineData("study best NAME")]
    [InlineData("study trials NAME")]
    [InlineData("study trial NAME 1")]
    [InlineData("study watch NAME")]
    [InlineData("study extend NAME --trials 9")]
    [InlineData("study enqueue NAME x=1")]
    [InlineData("run FILE")]
    public async Task AnyCommand_HostileServerAndJson_IsTheSameJson(string command)
    {
        var (run, exitCode) = await InvokeAsync(command + " --json", TrialState.Complete, isOnTerminal: true);
        using var its = run;

        Assert.Equal(ExitCode.Done, exitCode);
        Assert.All(
            run.Output.Where(c => c != '\n'),
            c => Assert.True(VisibleText.Line(c.ToString()) == c.ToString() || char.IsSurrogate(c), $"U+{(int)c:X4}"));
        using var document = JsonDocument.Parse(run.Output);
        Assert.Contains(Texts(document.RootElement), text => text.EndsWith(Hostile.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("HOSTILE")]
    [InlineData("study", "HOSTILE")]
    [InlineData("study", "show", "s", "--HOSTILE")]
    [InlineData("study", "show", "s", "--server", "HOSTILE")]
    [InlineData("study", "show", "s", "--data", "HOSTILE")]
    [InlineData("study", "trials", "s", "--state", "HOSTILE")]
    [InlineData("study", "trial", "s", "HOSTILE")]
    [InlineData("study", "enqueue", "s", "HOSTILE")]
    [InlineData("study", "enqueue", "s", "HOSTILE=1", "HOSTILE=1")]
    [InlineData("study", "change", "s", "HOSTILE")]
    [InlineData("study", "change", "s", "HOSTILE=")]
    [InlineData("study", "change", "s", "HOSTILE=[0,1]")]
    [InlineData("study", "change", "s", "x=HOSTILE")]
    [InlineData("study", "change", "s", "--exclude", "HOSTILE")]
    [InlineData("study", "change", "s", "--where", "HOSTILE", "--where", "[]")]
    [InlineData("trial", "hide", "s", "HOSTILE")]
    [InlineData("study", "start", "HOSTILE")]
    [InlineData("study", "start", "NO JSON")]
    [InlineData("study", "start", "HALF A CHARACTER")]
    [InlineData("run", "HOSTILE")]
    [InlineData("serve", "--port", "HOSTILE")]
    [InlineData("serve", "--connection", "HOSTILE")]
    public async Task AnyCommand_HostileArgument_IsShownAndNotObeyed(params string[] arguments)
    {
        await using var server = await FakeTuner.StartAsync(isHostile: true);
        using var run = new CliRun { IsOnTerminal = true, StartHost = Servers.EmbeddedApp.StartAsync };
        string Argument(string name) => name switch
        {
            "NO JSON" => run.File("no.json", Hostile.Text),
            "HALF A CHARACTER" => run.File("half.json", """{"objective":{"command":["x"],"workingDirectory":"\ud800"}}"""),
            _ => name.Replace("HOSTILE", "a" + Hostile.Text, StringComparison.Ordinal),
        };
        string[] to = arguments[0] is not ("study" or "trial")
            || arguments.Contains("--server") || arguments.Contains("--data") ? [] : ["--server", server.Url.AbsoluteUri];

        Assert.NotEqual(ExitCode.Done, await run.InvokeAsync([.. arguments.Select(Argument), .. to]));

        Assert.NotEmpty(run.Error);
        AssertHarmless(run.Output, isOnTerminal: true);
        AssertHarmless(run.Error, isOnTerminal: true);
    }

    [Fact]
    public async Task AnyCommand_Fault_IsShownWithItsExitCode()
    {
        using var run = new CliRun { StartHost = (_, _, _, _) => throw new InvalidOperationException(Hostile.Text) };

        Assert.Equal(ExitCode.Fault, await run.InvokeAsync("serve", "--connection", "elsewhere", "--data", run.Folder));

        Assert.Contains("\\u001b]0;title\\u0007", run.Error, StringComparison.Ordinal);
        Assert.Contains("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
    }

    [Fact]
    public async Task Trial_ReasonOfManyLines_KeepsItsLayout()
    {
        var output = new StringWriter();
        var terminal = new Terminal(Terminal.Plain(output), Terminal.Plain(output), output);

        TrialReport.Write(terminal.Output, new TrialView
        {
            Number = 0,
            State = TrialState.Failed,
            CreatedAt = default,
            Parameters = new Dictionary<string, ParameterValue>(),
            Reason = "first\r\n\tsecond\n10 %\r20 %\u0085\u001b[0m\n",
        }, RenderingTests.Study().Spec, default);

        await terminal.Json.FlushAsync(TestContext.Current.CancellationToken);
        Assert.EndsWith(
            string.Join(
                Environment.NewLine, "Reason:", "  first", "      second", "  10 %", "  20 %\\u0085\\u001b[0m", ""), output.ToString(),
                StringComparison.Ordinal);
    }

    private static async Task<(CliRun Run, int ExitCode)> InvokeAsync(string command, TrialState outcome, bool isOnTerminal)
    {
        using var interruption = new CancellationTokenSource();
        await using var server = await FakeTuner.StartAsync(outcome: outcome, isHostile: true);
        server.Add("s", ended: 2);
        server.Edits = FakeTuner.EveryEdit;
        var run = new CliRun
        {
            IsOnTerminal = isOnTerminal,
            StartHost = async (url, _, _, _) =>
            {
                var started = await FakeTuner.StartAsync(url, outcome: outcome, isHostile: true);
                started.Add("other");
                return started;
            },
        };
        string[] arguments = [.. command.Split(' ').Select(part => part switch
        {
            "NAME" => "s" + Hostile.Text,
            "FILE" => run.File("s.json", """{"name":"s","objective":"branin"}"""),
            "INVALID" => run.File("s.json", "{}"),
            _ => part,
        })];
        string[] to = arguments[0] is "study" or "trial"
            ? ["--server", server.Url.AbsoluteUri]
            : ["--data", run.Folder, "--port", "0", "--connection", "elsewhere"];
        var running = run.InvokeAsync(interruption.Token, [.. arguments, .. to]);
        if (arguments[0] == "serve")
        {
            while (!running.IsCompleted && !run.Output.Contains("Going on", StringComparison.Ordinal))
                await Task.Delay(20, TestContext.Current.CancellationToken);
            await interruption.CancelAsync();
        }

        return (run, await running.WaitAsync(Patience));
    }

    private static void AssertHarmless(string output, bool isOnTerminal)
    {
        foreach (var sequence in (string[])["\u001b]", "\u001b[2J", "\u001b[8m", "\u009b"])
            Assert.DoesNotContain(sequence, output, StringComparison.Ordinal);
        var text = isOnTerminal ? OwnSequence.Replace(output, "") : output;
        foreach (var rune in text.EnumerateRunes())
        {
            // Where Spectre draws anew it goes back to the start of a line first.
            if (rune.Value == '\n' || (rune.Value == '\r' && isOnTerminal)) continue;
            var category = Rune.GetUnicodeCategory(rune);
            var isHarmful = category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator || rune.Value == 0x3164;
            // Only then: the message takes as long as the text, and there is one for each of its characters.
            if (isHarmful) Assert.Fail($"U+{rune.Value:X4} in {VisibleText.Lines(text)}");
        }

        Assert.DoesNotContain(text.Split('\n'), line => line.StartsWith("FORGED", StringComparison.Ordinal));
    }

    /// <summary>A table whose cells are as wide as they were taken for has straight borders.</summary>
    private static void AssertTablesAreWhole(string output)
    {
        var width = 0;
        foreach (var line in OwnSequence.Replace(output, "").Split('\n', '\r').Select(line => line.TrimEnd()))
        {
            if (line.StartsWith('╭')) width = line.Length;
            else if (line is ['│' or '├' or '╰', ..]) Assert.Equal(width, line.Length);
        }
    }

    /// <summary>What was wrapped or drawn in cells, without the breaks.</summary>
    private static string Joined(string output) => Regex.Replace(OwnSequence.Replace(output, ""), @"[\s│]+", "");

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value).Append(member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
