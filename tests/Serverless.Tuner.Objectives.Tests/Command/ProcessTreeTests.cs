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
        // Neither in the session nor with the mark, but at work in the trial's directory; or in the other one.
        "(env -i setsid /bin/sh -c 'echo $$ > {0}; exec /bin/sleep 600' &); ",
        "(cd $TMPDIR; env -i setsid /bin/sh -c 'echo $$ > {0}; exec /bin/sleep 600' &); ",
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
        // Not in the session, without the mark, and elsewhere: nothing can tell that it belongs to the trial, but it does not hold it up.
        var result = await EvaluateAsync("(cd /; env -i setsid /bin/sh -c 'echo $$ > {0}; exec /bin/sleep 600' &); ", """; echo '{"value":1}'""", CancellationToken.None);
        Assert.Equal([1.0], result.Values);
        System.Diagnostics.Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(PidFile))).Kill();
    }

    [Fact]
    public async Task EvaluateAsync_ShellThatSomebodyOpenedInTheDirectory_IsLeftAlone()
    {
        var meeting = Path.Combine(_folder, "meeting");
        var evaluation = EvaluateAsync("echo $PWD > {0}; ", $$"""; while ! test -e {{meeting}}; do sleep 0.01; done; echo '{"value":1}'""", CancellationToken.None);
        await Eventually.TrueAsync(() => File.Exists(PidFile) && File.ReadAllText(PidFile).EndsWith('\n'), "the program");
        // What a terminal has: a session with a terminal, in the directory, started while the trial runs.
        var start = new System.Diagnostics.ProcessStartInfo("python3", ["-c", "import os, pty, sys, time\npid, _ = pty.fork()\nif pid == 0:\n  os.chdir(sys.argv[1]); open(sys.argv[2], 'w'); time.sleep(600)\nprint(pid, flush=True); time.sleep(600)",
            (await File.ReadAllTextAsync(PidFile)).Trim(), meeting]) { RedirectStandardOutput = true };
        using var terminal = System.Diagnostics.Process.Start(start)!;
        var shell = int.Parse((await terminal.StandardOutput.ReadLineAsync())!);
        await evaluation;
        Assert.True(Processes.Runs(shell));
        System.Diagnostics.Process.GetProcessById(shell).Kill();
        terminal.Kill();
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
