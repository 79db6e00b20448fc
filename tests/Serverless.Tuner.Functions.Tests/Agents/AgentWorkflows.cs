using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Serverless.Tuner.Functions.Tests.Agents;

/// <summary>The five workflows of docs/agents.md, by a client of the Model Context Protocol, whatever carries its messages.</summary>
/// <param name="agent">The client; its key may start programs.</param>
/// <param name="prefix">What the names of its studies begin with.</param>
internal sealed class AgentWorkflows(McpClient agent, string prefix)
{
    private static readonly object Space = new { x = new[] { 0.0, 1.0 } };

    /// <summary>Prints x: the value of the trial.</summary>
    private static readonly object Script = new
    {
        command = new[] { "sh", "-c", "echo \"{{\\\"value\\\": $1}}\"", "script", "{x}" },
    };

    /// <summary>Tune a script, under two dollars.</summary>
    public async Task TuneUnderTwoDollarsAsync()
    {
        var name = Name("tuned");
        var plan = await CallAsync("plan_study", new()
        {
            ["name"] = name,
            ["objective"] = Script,
            ["space"] = Space,
            ["trials"] = 6,
            ["limitUsd"] = 2,
            ["usdPerHour"] = 1,
        });
        AssertStarts($"\"{name}\": about ", plan);
        Assert.Equal(6, plan.Data.GetProperty("trials").GetProperty("asked").GetInt32());
        Assert.DoesNotContain(name, (await CallAsync("list_studies", [])).Text, StringComparison.Ordinal);
        var started = await CallAsync("start_study", new()
        {
            ["name"] = name,
            ["objective"] = Script,
            ["space"] = Space,
            ["trials"] = 6,
            ["limitUsd"] = 2,
            ["usdPerHour"] = 1,
            ["direction"] = "maximize",
            ["metric"] = "val_accuracy",
        });
        AssertStarts($"\"{name}\" is ", started);
        Assert.Contains("6 trials, at most $2.00.", started.Text, StringComparison.Ordinal);

        var status = await EndAsync(name);

        Assert.Matches($"^\"{name}\" ended \\(trials\\): 6 complete, best val_accuracy [0-9.]+, \\$[0-9.]+ of \\$2.00\n", status.Text);
        Assert.True(status.Data.GetProperty("spentUsd").GetDecimal() <= 2);
    }

    /// <summary>Watch a study, and stop it when it is good enough.</summary>
    public async Task WatchAndStopAsync()
    {
        var name = Name("watched");
        await CallAsync("start_study", new()
        {
            ["name"] = name,
            ["objective"] = Script,
            ["space"] = Space,
            ["trials"] = 1_000_000,
            ["limitUsd"] = 2,
            ["usdPerHour"] = 1,
            ["direction"] = "maximize",
        });
        while (!(await CallAsync("get_study_status", new() { ["name"] = name })).Data.TryGetProperty("bestValue", out _))
            await Task.Delay(20);

        AssertStarts($"\"{name}\" ", await CallAsync("stop_study", new() { ["name"] = name }));

        Assert.Equal("requested", (await EndAsync(name)).Data.GetProperty("stopReason").GetString());
    }

    /// <summary>Look at past studies, and start a better one.</summary>
    public async Task CompareAndStartABetterOneAsync()
    {
        var first = Name("tuned");
        await TagAsync(first);
        var listed = await CallAsync("list_studies", new() { ["tags"] = new { family = prefix } });
        AssertStarts($"\"{Name("first")}\" ended", listed);
        var table = (await CallAsync("compare_trials", new() { ["name"] = Name("first"), ["top"] = 3 })).Text.Split('\n');
        Assert.Equal("trial | loss | cost | x", table[0]);
        Assert.Equal(4, table.Length);

        // What the best have in common is where to search on.
        var low = (await CallAsync("compare_trials", new() { ["name"] = Name("first"), ["top"] = 3 })).Data.GetProperty("trials")
            .EnumerateArray().Max(trial => trial.GetProperty("parameters").GetProperty("x").GetDouble());
        await CallAsync("start_study", new()
        {
            ["name"] = Name("second"),
            ["objective"] = Script,
            ["space"] = new { x = new[] { 0.0, low } },
            ["trials"] = 8,
            ["limitUsd"] = 1,
        });
        var second = await EndAsync(Name("second"));

        Assert.True(second.Data.GetProperty("bestValue").GetDouble() <= low);
    }

    /// <summary>Get the best parameters, as a command that is ready to be run.</summary>
    public async Task GetBestParametersAsync()
    {
        var answer = await CallAsync("get_best_parameters", new() { ["name"] = Name("tuned") });

        var x = answer.Data.GetProperty("parameters").GetProperty("x").GetRawText();
        Assert.Equal($"Command: sh -c 'echo \"{{\\\"value\\\": $1}}\"' script {x}", answer.Text.Split('\n')[2]);
        Assert.Equal(answer.Data.GetProperty("bestValue").GetRawText(), x);
        Assert.False(answer.Data.GetProperty("fallback").GetBoolean());
        var number = answer.Data.GetProperty("bestTrial").GetInt32();
        var why = await CallAsync("explain_trial", new() { ["name"] = Name("tuned"), ["number"] = number });
        AssertStarts($"Trial {number} of \"{Name("tuned")}\":\n", why);
        Assert.Equal(number, why.Data.GetProperty("number").GetInt32());
        Assert.NotEmpty(why.Data.GetProperty("sentences").EnumerateArray());
    }

    /// <summary>Find out why trials failed.</summary>
    public async Task FindOutWhyTrialsFailedAsync()
    {
        var name = Name("broken");
        await CallAsync("start_study", new()
        {
            ["name"] = name,
            ["space"] = Space,
            ["trials"] = 2,
            ["limitUsd"] = 1,
            ["parallelism"] = 2,
            ["tags"] = new { broken = prefix },
            ["objective"] = new { command = new[] { "sh", "-c", "echo no data for $1 >&2; exit 3", "script", "{x}" } },
        });
        var status = await EndAsync(name);

        Assert.Contains("\nFailed: 2 × \"", status.Text, StringComparison.Ordinal);
        Assert.Contains("no data for #", status.Text, StringComparison.Ordinal);
        Assert.Contains("(trials 0, 1)", status.Text, StringComparison.Ordinal);
        var listed = await CallAsync("list_studies", new() { ["tags"] = new { broken = prefix } });
        AssertStarts($"\"{name}\" ended (trials): 0 complete (2 failed)", listed);
        Assert.Contains("; 2 × \"", listed.Text, StringComparison.Ordinal);
        Assert.Contains("no data for #", listed.Text, StringComparison.Ordinal);
        Assert.Equal(2, listed.Data.GetProperty("studies")[0].GetProperty("failures")[0].GetProperty("count").GetInt32());
        var best = await CallAsync("get_best_parameters", new() { ["name"] = name });
        AssertStarts($"No trial of \"{name}\" can be used", best);
        Assert.True(best.Data.GetProperty("fallback").GetBoolean());
    }

    /// <summary>All of them.</summary>
    public async Task RunAsync()
    {
        await TuneUnderTwoDollarsAsync();
        await WatchAndStopAsync();
        await CompareAndStartABetterOneAsync();
        await GetBestParametersAsync();
        await FindOutWhyTrialsFailedAsync();
    }

    /// <summary>Calls a tool that is to do what it is asked for.</summary>
    public async Task<Answer> CallAsync(string tool, Dictionary<string, object?> arguments)
    {
        var answer = await TryAsync(agent, tool, arguments);
        Assert.False(answer.IsError, $"{tool}: {answer.Text}");
        return answer;
    }

    /// <summary>Calls a tool.</summary>
    public static async Task<Answer> TryAsync(McpClient agent, string tool, Dictionary<string, object?> arguments)
    {
        var result = await agent.CallToolAsync(tool, arguments);
        return new Answer(
            Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text,
            result.StructuredContent ?? default,
            result.IsError == true);
    }

    private async Task TagAsync(string first)
    {
        // Others' studies are in the list, too, which is in pages.
        var listed = await CallAsync("list_studies", new() { ["limit"] = 100 });
        while (!listed.Text.Contains($"\"{first}\" ended", StringComparison.Ordinal))
            listed = await CallAsync("list_studies", new() { ["limit"] = 100, ["after"] = listed.Data.GetProperty("next").GetString() });
        await CallAsync("start_study", new()
        {
            ["name"] = Name("first"),
            ["objective"] = Script,
            ["space"] = Space,
            ["trials"] = 5,
            ["limitUsd"] = 1,
            ["metric"] = "loss",
            ["tags"] = new { family = prefix },
        });
        await EndAsync(Name("first"));
    }

    private async Task<Answer> EndAsync(string name)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (true)
        {
            var status = await CallAsync("get_study_status", new() { ["name"] = name });
            if (status.Data.GetProperty("state").GetString() == "ended") return status;
            await Task.Delay(20, limit.Token);
        }
    }

    private string Name(string name) => $"{prefix}-{name}";

    private static void AssertStarts([StringSyntax("Text")] string expected, Answer answer) =>
        Assert.StartsWith(expected, answer.Text, StringComparison.Ordinal);

    /// <summary>What a tool answered.</summary>
    internal sealed record Answer(string Text, JsonElement Data, bool IsError);
}
