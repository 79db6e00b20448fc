using System.Text.Json;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>What is kept of studies, and plans, on the command line.</summary>
public sealed class MemoryCommandTests
{
    [Fact]
    public async Task StudyThatEnded_IsListedShownPlannedWith_AndForgotten()
    {
        using var run = new CliRun { StartHost = EmbeddedApp.StartAsync };
        async Task<string> Invoke(params string[] arguments)
        {
            var before = run.Output.Length;
            Assert.Equal(ExitCode.Done, await run.InvokeAsync([.. arguments, "--data", run.Folder]));
            return run.Output[before..];
        }

        var first = run.File("first.json", """{"name": "kept-first", "objective": "branin", "trials": 9, "sampler": "random"}""");
        var next = run.File("next.json", """{"name": "kept-next", "objective": "branin", "trials": 8, "parallelism": 9, "warmStart": {"similar": true}}""");
        await Invoke("run", first, "--port", $"{Loopback.FreePort()}", "--table-port", "0");

        Assert.Contains("kept-first", await Invoke("memory", "list"), StringComparison.Ordinal);
        Assert.Matches("^id,name,endedAt,objective,trials,bestValue,costPerTrialUsd,trialSeconds\r?\n[0-9a-f-]{36},kept-first,",
            await Invoke("memory", "list", "--csv"));
        var entry = JsonSerializer.Deserialize<MemoryView>(await Invoke("memory", "show", "kept-first", "--json"), TunerJson.Options)!;
        Assert.Equal(9, entry.Best!.Count);
        Assert.Contains($"id {entry.Id}", await Invoke("memory", "show", entry.Id.ToString()), StringComparison.Ordinal);

        var plan = await Invoke("plan", next);
        Assert.Contains("2 points from kept-first", plan, StringComparison.Ordinal);
        Assert.Contains("/parallelism is 9, and there are 8 trials", plan, StringComparison.Ordinal);
        Assert.Equal(8, JsonSerializer.Deserialize<PlanView>(await Invoke("plan", next, "--json"), TunerJson.Options)!.Trials.Expected);

        await Invoke("memory", "forget", "kept-first");
        Assert.Contains("Nothing is kept yet", await Invoke("memory", "list"), StringComparison.Ordinal);
        Assert.Contains("kept-first", await Invoke("study", "list"), StringComparison.Ordinal);
        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("memory", "forget", "kept-first", "--data", run.Folder));
        Assert.Contains("Nothing is kept of a study 'kept-first'.", run.Error, StringComparison.Ordinal);
    }
}
