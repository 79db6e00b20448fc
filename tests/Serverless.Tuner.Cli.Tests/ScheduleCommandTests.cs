using System.Text.Json;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>Schedules on the command line, against the app itself.</summary>
public sealed class ScheduleCommandTests
{
    [Fact]
    public async Task Schedule_OfAStudyFile_IsSetShownSwitchedAndDeleted()
    {
        using var run = new CliRun { StartHost = EmbeddedApp.StartAsync };
        async Task<int> Invoke(params string[] arguments) => await run.InvokeAsync(["schedule", .. arguments, "--data", run.Folder]);
        var file = run.File("study.json", """{"name": "churn", "objective": "branin", "trials": 3}""");

        Assert.Equal(ExitCode.Done, await Invoke("list"));
        Assert.Contains("There is no schedule yet.", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            ExitCode.Done,
            await Invoke(
                "set", "nightly", file, "--cron", "0 3 1 1 *", "--time-zone", "Europe/Berlin", "--promote-above", "0.5", "--reevaluate",
                    "3"));
        Assert.Contains("churn-{yyyyMMdd-HHmm}", run.Output, StringComparison.Ordinal);
        var before = run.Output.Length;
        Assert.Equal(ExitCode.Done, await Invoke("show", "nightly", "--json"));
        var shown = JsonSerializer.Deserialize<ScheduleView>(run.Output[before..], TunerJson.Options)!;
        Assert.Equal(
            ("Europe/Berlin", ParameterValue.Of(0.5), 3, 5),
            (shown.Spec.TimeZone, shown.Spec.PromoteAbove!.Value, shown.Spec.Reevaluate, shown.Next.Count));

        Assert.Equal(ExitCode.Done, await Invoke("disable", "nightly"));
        before = run.Output.Length;
        Assert.Equal(ExitCode.Done, await Invoke("list", "--csv"));
        Assert.Contains("nightly,0 3 1 1 *,Europe/Berlin,false,,", run.Output[before..], StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, await Invoke("history", "nightly"));
        Assert.Equal(ExitCode.InvalidInput, await Invoke("promoted", "nightly", "--format", "env"));
        Assert.Equal(ExitCode.InvalidInput, await Invoke("set", "nightly", file, "--cron", "0 3"));
        Assert.Contains("five fields", run.Error, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await Invoke("delete", "nightly"));
        Assert.Equal(ExitCode.InvalidInput, await Invoke("show", "nightly"));
    }
}
