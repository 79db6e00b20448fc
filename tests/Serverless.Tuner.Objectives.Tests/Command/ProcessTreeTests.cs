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
        // Neither in the session nor with the environment, in the trial's directory or elsewhere.
        "(env -i setsid /bin/sh -c 'echo $$ > {0}; exec /bin/sleep 600' &); ",
        "(cd /; env -i setsid /bin/sh -c 'echo $$ > {0}; exec /bin/sleep 600' &); ",
        // The classic: fork, own session, fork.
        "python3 -c 'import os, sys, time\nif os.fork(): os._exit(0)\nos.setsid()\nif os.fork(): os._exit(0)\nopen(sys.argv[1], "
        + "\"w\").write(str(os.getpid()))\ntime.sleep(600)' {0}; ",
        // The same by the book: elsewhere, all its files closed, and as another program without an environment.
        "python3 -c 'import os, sys\nif os.fork(): os._exit(0)\nos.setsid()\nif os.fork(): os._exit(0)\nos.chdir(\"/\"); os.closerange(0, "
        + "100)\nos.execve(\"/bin/sh\", [\"sh\", \"-c\", \"echo $$ > {0}; exec /bin/sleep 600\"], {})'; ");

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
        // Rid of everything by which it could be told that it belongs to the trial, on purpose; but it does not hold that up.
        var result = await EvaluateAsync("(ulimit -S -w unlimited || ulimit -S -x unlimited; cd /; env -i setsid /bin/sh -c 'echo $$ > {0}; exec /bin/sleep 600' &); ", """; echo '{"value":1}'""", CancellationToken.None);
        Assert.Equal([1.0], result.Values);
        System.Diagnostics.Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(PidFile))).Kill();
    }

    [Fact]
    public async Task EvaluateAsync_OtherTrialsOfTheSameHost_AreLeftAlone()
    {
        var go = Path.Combine(_folder, "go");
        var first = EvaluateAsync("(cd /; env -i setsid /bin/sh -c 'echo $$ > {0}; exec /bin/sleep 600' &); ", $$"""; while ! test -e {{go}}; do sleep 0.01; done; echo '{"value":1}'""", CancellationToken.None);
        await Eventually.TrueAsync(() => File.Exists(PidFile) && new FileInfo(PidFile).Length > 0, "the grandchild");
        var id = int.Parse(await File.ReadAllTextAsync(PidFile));
        Assert.Equal([2.0], (await EvaluateAsync("", """; echo '{"value":2}'""", CancellationToken.None)).Values);
        Assert.True(Processes.Runs(id));
        await File.WriteAllTextAsync(go, "");
        Assert.Equal([1.0], (await first).Values);
        await AssertGoneAsync();
    }

    [Fact]
    public async Task EvaluateAsync_StrayThatNobodyReaps_IsNotWaitedFor()
    {
        // It stays in the process table as long as its parent, which is nothing of the trial's, does not ask for it.
        var parent = Path.Combine(_folder, "parent");
        var script = $"python3 -c 'import os, resource, subprocess, sys, time\nlimits = resource.getrlimit(10)\nif os.fork(): "
            + $"os._exit(0)\nos.setsid()\nif os.fork() == 0:\n  open(sys.argv[1], \"w\").write(str(os.getpid())); "
            + $"os.execve(\"/bin/sleep\", [\"sleep\", \"600\"], {{}})\nresource.setrlimit(10, (-1, -1)); open(sys.argv[2], "
            + $"\"w\").write(str(os.getpid()))\nos.execve(\"/bin/sleep\", [\"sleep\", \"600\"], {{}})' {{0}} {parent}; while ! test -s "
            + $"{parent}; do sleep 0.01; done; ";
        Assert.Equal([1.0], (await EvaluateAsync(script, """; echo '{"value":1}'""", CancellationToken.None)).Values);
        var child = int.Parse(await File.ReadAllTextAsync(PidFile));
        Assert.False(Processes.Runs(child));
        Assert.False(new LinuxProcess(child).Runs());
        System.Diagnostics.Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(parent))).Kill();
    }

    [Fact]
    public async Task EvaluateAsync_ShellThatSomebodyOpenedInTheDirectory_IsLeftAlone()
    {
        var meeting = Path.Combine(_folder, "meeting");
        var evaluation = EvaluateAsync("echo $PWD > {0}; ", $$"""; while ! test -e {{meeting}}; do sleep 0.01; done; echo '{"value":1}'""", CancellationToken.None);
        await Eventually.TrueAsync(() => File.Exists(PidFile) && File.ReadAllText(PidFile).EndsWith('\n'), "the program");
        // What a terminal has: a session with a terminal, in the directory, started while the trial runs.
        var start =
            new System.Diagnostics.ProcessStartInfo(
                "python3",
                ["-c",
                    "import os, pty, sys, time\npid, _ = pty.fork()\nif pid == 0:\n  os.chdir(sys.argv[1]); open(sys.argv[2], 'w'); "
                    + "time.sleep(600)\nprint(pid, flush=True); time.sleep(600)",
            (await File.ReadAllTextAsync(PidFile)).Trim(), meeting])
            { RedirectStandardOutput = true };
        using var terminal = System.Diagnostics.Process.Start(start)!;
        try
        {
            var shell = int.Parse((await terminal.StandardOutput.ReadLineAsync())!);
            await evaluation;
            Assert.True(Processes.Runs(shell));
        }
        finally
        {
            terminal.Kill(entireProcessTree: true);
        }
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
