using Serverless.Tuner.Contracts;
using Serverless.Tuner.Objectives.Command;
using Xunit;

namespace Serverless.Tuner.Objectives.Tests.Command;

/// <summary>Whatever a program starts ends with it: on success, failure and cancellation alike.</summary>
public sealed class ProcessTreeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    /// <summary>Ways to start a grandchild that outlives its parent; each writes its id into <c>$PID_FILE</c>, given as {0}.</summary>
    public static TheoryData<string> Escapes() => new(
        // Re-parented: its parent has gone.
        "(sh -c 'echo $$ > {0}; exec sleep 600' &); ",
        // Its own session, as a daemon has.
        "(setsid sh -c 'echo $$ > {0}; exec sleep 600' &); ",
        // In the background, deaf to signals that can be ignored, its streams closed.
        "(nohup sh -c 'trap \"\" TERM HUP; echo $$ > {0}; while :; do sleep 600; done' >/dev/null 2>&1 </dev/null &); ",
        // Without the environment that it was given.
        "(env -i /bin/sh -c 'echo $$ > {0}; exec /bin/sleep 600' &); ",
        // The classic: fork, own session, fork.
        "python3 -c 'import os, sys, time\nif os.fork(): os._exit(0)\nos.setsid()\nif os.fork(): os._exit(0)\nopen(sys.argv[1], \"w\").write(str(os.getpid()))\ntime.sleep(600)' {0}; ");

    [Theory]
    [MemberData(nameof(Escapes))]
    public async Task EvaluateAsync_ProgramSucceeds_LeavesNothingRunning(string escape)
    {
        var result = await EvaluateAsync(escape, """; echo '{"value":1}'""", CancellationToken.None);
        Assert.Equal([1.0], result.Values);
        await AssertGoneAsync();
    }

    [Theory]
    [MemberData(nameof(Escapes))]
    public async Task EvaluateAsync_ProgramFails_LeavesNothingRunning(string escape)
    {
        await Assert.ThrowsAsync<CommandException>(() => EvaluateAsync(escape, "; exit 1", CancellationToken.None));
        await AssertGoneAsync();
    }

    [Theory]
    [MemberData(nameof(Escapes))]
    public async Task EvaluateAsync_Cancelled_LeavesNothingRunning(string escape)
    {
        using var cancellation = new CancellationTokenSource();
        var evaluation = EvaluateAsync(escape, "; sleep 600", cancellation.Token);
        await Eventually.TrueAsync(() => File.Exists(PidFile) && new FileInfo(PidFile).Length > 0, "the grandchild");
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => evaluation.WaitAsync(Eventually.Patience, CancellationToken.None));
        await AssertGoneAsync();
    }

    [Fact]
    public async Task EvaluateAsync_StrangerKeepsTheOutputOpen_EndsAllTheSame()
    {
        // Neither in the session nor with the mark: nothing can tell that it belongs to the trial, but it does not hold it up.
        var result = await EvaluateAsync("(env -i setsid /bin/sh -c 'echo $$ > {0}; exec /bin/sleep 600' &); ", """; echo '{"value":1}'""", CancellationToken.None);
        Assert.Equal([1.0], result.Values);
        System.Diagnostics.Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(PidFile))).Kill();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string PidFile => Path.Combine(_folder, "pid");

    private Task<ObjectiveResult> EvaluateAsync(string escape, string then, CancellationToken cancellationToken)
    {
        // The program goes on only when the grandchild is there.
        var script = escape.Replace("{0}", PidFile) + $"while ! test -s {PidFile}; do sleep 0.01; done" + then;
        var trial = new RecordingTrial(Parameters.Of($$"""{"script":{{System.Text.Json.JsonSerializer.Serialize(script)}}}"""))
        {
            Objective = new() { Kind = ObjectiveKind.Command, Command = ["/bin/sh", "-c", "{script}"] },
        };
        return new CommandObjective().EvaluateAsync(trial, cancellationToken).WaitAsync(Eventually.Patience, CancellationToken.None);
    }

    private async Task AssertGoneAsync()
    {
        var id = int.Parse(await File.ReadAllTextAsync(PidFile));
        await Eventually.TrueAsync(() => !Processes.Runs(id), "the grandchild to end");
    }
}
