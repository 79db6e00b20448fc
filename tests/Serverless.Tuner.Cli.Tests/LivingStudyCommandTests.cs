using System.Text.Json;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>A study is changed, its changes are shown, its trials hidden, explained and computed again, on the command line.</summary>
public sealed class LivingStudyCommandTests
{
    [Fact]
    public async Task Change_SendsDefinitionsAndRegionsAndSaysHowOften()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s");
        server.Edits = [.. FakeTuner.EveryEdit.Take(1)];
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(
            "study", "change", "s", "lr=[1e-5, 1, \"log\"]", """z={"kind": "int", "low": 1, "high": 3, "oldValue": 2}""",
            "--exclude", """[{"lr": [0.05, 0.1], "kind": "sgd"}]""", "--server", server.Url.AbsoluteUri));

        using var body = JsonDocument.Parse(Assert.Single(server.Bodies));
        var space = body.RootElement.GetProperty("searchSpace");
        var lr = space.GetProperty("lr");
        Assert.Equal((1e-5, true), (lr.GetProperty("low").GetDouble(), lr.GetProperty("log").GetBoolean()));
        Assert.Equal(2, space.GetProperty("z").GetProperty("oldValue").GetInt32());
        var region = Assert.Single(body.RootElement.GetProperty("exclude").EnumerateArray());
        Assert.Equal("""[0.05,0.1]""", region.GetProperty("lr").GetRawText());
        Assert.Equal("""["sgd"]""", region.GetProperty("kind").GetRawText());
        Assert.Contains("PATCH /v1/tuner/studies/s", server.Requests);
        Assert.Contains("It has been changed once. 1 waiting point was dropped", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"where":["units2 <= units1","-x \u003C= 3"]}""", "--where", "units2 <= units1", "--where=-x <= 3")]
    [InlineData("""{"where":[]}""", "--where", "[]")]
    public async Task Change_SendsTheComparisonsThatEveryPointKeeps(string sent, params string[] options)
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s");
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(["study", "change", "s", .. options, "--server", server.Url.AbsoluteUri]));
        Assert.Equal(
            ExitCode.InvalidInput,
            await run.InvokeAsync("study", "change", "s", "--where", "[]", "--where", "a <= b", "--server", server.Url.AbsoluteUri));

        using var expected = JsonDocument.Parse(sent);
        using var body = JsonDocument.Parse(Assert.Single(server.Bodies));
        Assert.True(JsonElement.DeepEquals(expected.RootElement, body.RootElement), server.Bodies.First());
        Assert.Contains("give '[]' alone", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lr", "PARAMETER=JSON")]
    [InlineData("lr=nothing", "lr")]
    [InlineData("lr=null", "/searchSpace/lr")]
    [InlineData("lr=[2, 1];y=[0, 1, \"what\"]", "/searchSpace/lr/0|/searchSpace/y/2")]
    [InlineData("", "Say what to change")]
    public async Task Change_WhatIsNoDefinition_IsToldBeforeAServerIsAsked(string changes, string told)
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s");
        using var run = new CliRun();

        string[] parameters = changes.Split(';', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ExitCode.InvalidInput,
            await run.InvokeAsync(["study", "change", "s", .. parameters, "--server", server.Url.AbsoluteUri]));

        Assert.All(told.Split('|'), text => Assert.Contains(text, run.Error, StringComparison.Ordinal));
        Assert.Empty(server.Bodies);
    }

    [Fact]
    public async Task Show_StudyThatWasChanged_ListsWhoWhenAndWhat()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s");
        server.Edits = FakeTuner.EveryEdit;
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "show", "s", "--json", "--server", server.Url.AbsoluteUri));
        var study = JsonSerializer.Deserialize<StudyView>(run.Output, TunerJson.Options)!;
        Assert.Equal(4, study.Changes!.Count);

        var shown = Shown(study);
        foreach (var text in (string[])[
            "2030-01-01 00:40:00 key 17 40 x: float 0 to 20, was float 0 to 10; z is new: int 0 to 1; trials before had 1; "
                + "1 waiting point was dropped",
            "2030-01-01 01:00:00 owner 60 excluded: x 1.5 to 2 with optimizer sgd | adam",
            "2030-01-01 01:01:00 owner 61 every point keeps x <= z and x * z <= 9; trial 4 is hidden",
            "2030-01-01 01:02:00 owner 61 nothing is excluded any more; there is nothing any more that every point keeps; "
                + "trial 4 counts again"])
            Assert.Contains(text, shown, StringComparison.Ordinal);

        // Of many the last ones; without any there is no table.
        var many = Shown(study with { Changes = [.. Enumerable.Range(0, 30).Select(i => FakeTuner.EveryEdit[2] with { Hidden = i })] });
        Assert.Contains("The last 10 of 30 changes", many, StringComparison.Ordinal);
        Assert.DoesNotContain("trial 19 is hidden", many, StringComparison.Ordinal);
        Assert.Contains("trial 20 is hidden", many, StringComparison.Ordinal);
        Assert.DoesNotContain("changed", Shown(study with { Changes = null }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hide_AndUnhide_SendItAndSayIt()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s", ended: 2);
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("trial", "hide", "s", "1", "--server", server.Url.AbsoluteUri));
        Assert.Equal(ExitCode.Done, await run.InvokeAsync("trial", "unhide", "s", "1", "--server", server.Url.AbsoluteUri));

        Assert.Equal(["""{"hidden":true}""", """{"hidden":false}"""], server.Bodies);
        Assert.Equal(2, server.Requests.Count(r => r == "PATCH /v1/tuner/studies/s/trials/1"));
        Assert.Equal(
            ["Trial 1 of study s is hidden from the sampler and from the best.", "Trial 1 of study s counts."], run.OutputLines);
    }

    [Fact]
    public void Trial_ThatIsHidden_IsShownAsHidden()
    {
        var (output, study) = (new StringWriter(), RenderingTests.Study());
        var trial = new TrialView
        {
            Number = 4,
            State = TrialState.Complete,
            CreatedAt = default,
            Parameters = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(0.5) },
            Hidden = true,
        };

        TrialReport.Write(Terminal.Plain(output), trial, study.Spec, default);
        Terminal.Plain(output).Write(TrialTable.Of([trial, trial with { Number = 5, Hidden = false }], study.Spec));

        var shown = Unwrapped(output.ToString());
        Assert.Contains("hidden from the sampler and from the best", shown, StringComparison.Ordinal);
        Assert.Contains("(hidden) x=0.5", shown, StringComparison.Ordinal);
        Assert.Equal(2, shown.Split("hidden").Length - 1);
    }

    [Fact]
    public async Task ExplainAndReplay_SayWhatTheServerSays()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s", ended: 2);
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("trial", "explain", "s", "1", "--server", server.Url.AbsoluteUri));
        Assert.Equal(ExitCode.Done, await run.InvokeAsync("trial", "replay", "s", "0", "--server", server.Url.AbsoluteUri));
        Assert.Equal(ExitCode.Done, await run.InvokeAsync("trial", "replay", "s", "1", "--server", server.Url.AbsoluteUri));

        Assert.Equal(
            ["It was enqueued.", "Nobody else was there.", "Trial 0: The same point came out.", "Trial 1: Another point came out.",
                "x is 1.5, computed a", "y is nothing, computed 2"],
            run.OutputLines);
    }

    /// <summary>The report of a study on a terminal that is wide enough to wrap nothing.</summary>
    private static string Shown(StudyView study)
    {
        var output = new StringWriter();
        var terminal = Terminal.Plain(output);
        terminal.Profile.Width = 500;
        StudyReport.Write(terminal, study, default, left: null);
        return Unwrapped(output.ToString());
    }

    private static string Unwrapped(string output) =>
        string.Join(' ', output.Split([' ', '│', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
