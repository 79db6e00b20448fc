using System.Runtime.Versioning;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Objectives.Tests.Command;

/// <summary>What a program may still do when it is to end early.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class GracePeriodTests : IDisposable
{
    private const string Ready = """echo '{"step":1,"value":0}'; while :; do sleep 0.01; done""";
    private readonly CountingTimeProvider _time = new();
    private readonly CancellationTokenSource _cancellation = new();
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public async Task EvaluateAsync_ProgramPrintsItsOutcomeWhenTold_ItIsTheResult()
    {
        var result = await CancelledAsync($"trap 'echo {Escaped("""{"value":7}""")}; exit 0' TERM; {Ready}");
        Assert.Equal([7.0], result.Values);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public async Task EvaluateAsync_ProgramSavesAndExits_HasTimeToDoSo()
    {
        var saved = Path.Combine(_folder, "saved");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => CancelledAsync($"trap 'sleep 0.2; echo all > {saved}; exit 0' TERM; {Ready}"));
        Assert.Equal("all\n", await File.ReadAllTextAsync(saved));
    }

    [Fact]
    public async Task EvaluateAsync_WholeGroup_IsTold()
    {
        var told = Path.Combine(_folder, "told");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CancelledAsync(
            $"""
            sh -c 'trap "echo child > {told}; exit" TERM; : > {_folder}/up; while :; do sleep 0.01; done' &
            trap 'wait; exit 0' TERM
            while ! test -e {_folder}/up; do sleep 0.01; done
            {Ready}
            """));
        Assert.Equal("child\n", await File.ReadAllTextAsync(told));
    }

    [Fact]
    public async Task EvaluateAsync_OutcomeWithAnExitCode_IsNone() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CancelledAsync($"trap 'echo {Escaped("""{"value":7}""")}; exit 1' TERM; {Ready}"));

    [Fact]
    public async Task EvaluateAsync_ProgramThatIsDeaf_IsKilledWhenTheGracePeriodIsOver()
    {
        var pid = Path.Combine(_folder, "pid");
        var evaluation = CancelledAsync($"echo $$ > {pid}; trap '' TERM; {Ready}");
        await Eventually.TrueAsync(() => _time.PendingTimers == 1, "the grace period");
        var id = int.Parse(await File.ReadAllTextAsync(pid));
        _time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.True(Processes.Runs(id));
        Assert.False(evaluation.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => evaluation);
        Assert.False(Processes.Runs(id));
    }

    [Fact]
    public async Task EvaluateAsync_ReportsAfterTheEnd_AreIgnored()
    {
        var trial = Trial($"trap 'echo {Escaped("""{"step":2,"value":0}""")}; echo {Escaped("""{"value":7}""")}; exit 0' TERM; {Ready}", _ =>
        {
            _cancellation.Cancel();
            return true;
        });
        Assert.Equal([7.0], (await EvaluateAsync(trial)).Values);
        Assert.Equal([1], trial.Reports.Select(r => r.Step));
    }

    [Fact]
    public async Task EvaluateAsync_ReportAnsweredWithStop_GivesTheSameGrace()
    {
        var result = await EvaluateAsync(Trial($"trap 'echo {Escaped("""{"value":7}""")}; exit 0' TERM; {Ready}", _ => false));
        Assert.Equal([7.0], result.Values);
        var thrown = await Assert.ThrowsAsync<OperationCanceledException>(() => EvaluateAsync(Trial(Ready, _ => false)));
        Assert.Contains("step 1", thrown.Message);
    }

    public void Dispose()
    {
        _cancellation.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Escaped(string json) => json.Replace("\"", "\\\"", StringComparison.Ordinal);

    private Task<ObjectiveResult> CancelledAsync(string script) => EvaluateAsync(Trial(script, _ =>
    {
        _cancellation.Cancel();
        return true;
    }));

    private RecordingTrial Trial(string script, Func<ReportView, bool> onReport)
    {
        var trial = ShellTrial.Of(script, _folder, onReport);
        return new RecordingTrial(trial.Parameters)
        {
            Objective = trial.Objective,
            OnReport = onReport,
            GracePeriod = TimeSpan.FromSeconds(30),
        };
    }

    private Task<ObjectiveResult> EvaluateAsync(RecordingTrial trial) =>
        new CommandObjective(_time).EvaluateAsync(trial, _cancellation.Token).WaitAsync(Eventually.Patience, CancellationToken.None);
}
