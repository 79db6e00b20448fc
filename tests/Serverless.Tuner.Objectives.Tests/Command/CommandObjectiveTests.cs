using System.Runtime.Versioning;

namespace Serverless.Tuner.Objectives.Tests.Command;

[UnsupportedOSPlatform("windows")]
public sealed class CommandObjectiveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tuner-command-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task EvaluateAsync_ReportsAndFinalAmongOtherOutput_AreRead()
    {
        var trial = Shell("""echo loading; echo '{"step":1,"value":0.5}'; echo '{"step":2,"value":0.75}'; echo '{"value":0.8,"costUsd":0.002}'; echo bye""");
        var result = await EvaluateAsync(trial);
        Assert.Equal([new ReportView(1, 0.5), new ReportView(2, 0.75)], trial.Reports);
        Assert.Equal([0.8], result.Values);
        Assert.Equal(0.002m, result.CostUsd);
        Assert.Null(trial.ReportedCostUsd);
    }

    [Fact]
    public async Task EvaluateAsync_CostSoFarInAReport_IsPassedOn()
    {
        var trial = Shell("""echo '{"step":1,"value":0.5,"costUsd":0.01}'; echo '{"metrics":{"ece":0.03}}'""");
        var result = await EvaluateAsync(trial);
        Assert.Equal(0.01m, trial.ReportedCostUsd);
        Assert.Empty(result.Values);
        Assert.Equal(0.03, result.Metrics!["ece"]);
    }

    [Fact]
    public async Task EvaluateAsync_ProgressBarBeforeTheOutcome_IsSkipped() =>
        Assert.Equal([0.5], (await EvaluateAsync(Shell("""printf '10%%\r50%%\r100%%\r{"value": 0.5}\n'"""))).Values);

    [Fact]
    public async Task EvaluateAsync_FinalWithoutNewline_IsRead() =>
        Assert.Equal([3.0], (await EvaluateAsync(Shell("""printf '{"value":3}'"""))).Values);

    [Fact]
    public async Task EvaluateAsync_SeveralFinals_TheLastCounts() =>
        Assert.Equal([2.0], (await EvaluateAsync(Shell("""echo '{"value":1}'; echo '{"value":2}'"""))).Values);

    [Fact]
    public async Task EvaluateAsync_Arguments_ReachTheProgramUnchangedByAnyShell()
    {
        const string Point = """{"a":"x y; echo $HOME '\"*","b":0.1,"c":true}""";
        var trial = Trial(["/bin/sh", "-c", """test "$1" = 'x y; echo $HOME '\''"*' && test "$2" = --b=0.1 && test "$3" = '{{"c":true}}' && echo '{{"value":1}}'""", "sh", "{a}", "--b={b}", """{{"c":{c}}}"""], Point);
        Assert.Equal([1.0], (await EvaluateAsync(trial)).Values);
    }

    [Fact]
    public async Task EvaluateAsync_StandardInput_IsOneLineOfParameters()
    {
        var trial = Trial(["/bin/sh", "-c", """cat > "$1"; echo '{{"value":1}}'""", "sh", "{file}"], $$"""{"file":"{{Temporary("in")}}","lr":1.0,"units":8,"text":"a\nb"}""");
        await EvaluateAsync(trial);
        var lines = await File.ReadAllTextAsync(trial.Parameters["file"].ToString());
        Assert.EndsWith("\n", lines);
        Assert.Equal(trial.Parameters, Parameters.Of(Assert.Single(lines.TrimEnd('\n').Split('\n'))));
    }

    [Fact]
    public async Task EvaluateAsync_Environment_NamesStudyTrialAndSeed()
    {
        var result = await EvaluateAsync(Shell("""echo "{\"value\":1,\"attributes\":{\"is\":\"$TUNER_STUDY $TUNER_TRIAL $TUNER_SEED\"}}" """));
        Assert.Equal("study 12 42", result.Attributes!["is"]);
    }

    [Fact]
    public async Task EvaluateAsync_PythonThatDoesNotFlush_ReportsAtOnce()
    {
        var trial = Trial(["python3", "-c", "import time\nprint('{{\"step\":1,\"value\":1}}')\ntime.sleep(600)"], "{}", _ => false);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EvaluateAsync(trial));
        Assert.Single(trial.Reports);
    }

    [Fact]
    public async Task EvaluateAsync_WorkingDirectory_IsWhereProgramsAndFilesAreFound()
    {
        var program = Temporary("train.sh");
        await File.WriteAllTextAsync(program, "#!/bin/sh\ntest -f train.sh && echo '{\"value\":1}'\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal([1.0], (await EvaluateAsync(Trial(["./train.sh"], "{}", directory: _folder))).Values);
    }

    [Fact]
    public async Task EvaluateAsync_WorkingDirectoryThatThisMachineLacks_FailsForThatReason()
    {
        var missing = Temporary("elsewhere");

        var error = await Assert.ThrowsAsync<ObjectiveException>(() => EvaluateAsync(Trial(["true"], "{}", directory: missing)));

        Assert.Equal($"The working directory '{missing}' does not exist.", error.Message);
    }

    [Fact]
    public async Task EvaluateAsync_ManyReports_AreTakenInOrder()
    {
        var trial = Shell("""i=0; while [ $i -lt 2000 ]; do echo "{\"step\":$i,\"value\":$i}"; i=$((i+1)); done; echo '{"value":1}'""");
        await EvaluateAsync(trial);
        Assert.Equal(Enumerable.Range(0, 2000), trial.Reports.Select(r => r.Step));
    }

    [Fact]
    public async Task EvaluateAsync_FullPipes_DoNotBlockEachOther()
    {
        // 8 MB on each of both streams, and 1 MB of input that nobody reads.
        var trial = Trial(
            ["/bin/sh", "-c", """head -c 8000000 /dev/zero | tr '\0' e >&2; head -c 8000000 /dev/zero | tr '\0' o; echo; echo '{{"value":1}}'"""],
            $$"""{"text":"{{new string('x', 1_000_000)}}"}""");
        Assert.Equal([1.0], (await EvaluateAsync(trial)).Values);
    }

    [Fact]
    public async Task EvaluateAsync_SeveralAtOnce_KeepApart()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            EvaluateAsync(Trial(["/bin/sh", "-c", """echo '{{"value":'"$1"'}}'""", "sh", "{i}"], $$"""{"i":{{i}}}"""))));
        Assert.Equal(Enumerable.Range(0, 8).Select(i => (double)i), results.Select(r => r.Values[0]));
    }

    [Fact]
    public async Task EvaluateAsync_ExitCode_FailsWithTheEndOfStandardError()
    {
        var thrown = await Assert.ThrowsAsync<CommandException>(() => EvaluateAsync(Shell(
            """echo '{"value":1}'; i=0; while [ $i -lt 100 ]; do echo "line $i" >&2; i=$((i+1)); done; echo 'out of memory' >&2; exit 3""")));
        Assert.StartsWith("Exit code 3 from '/bin/sh -c {script}'; ", thrown.Message);
        Assert.EndsWith("line 99\nout of memory", thrown.Message);
        Assert.DoesNotContain("line 80\n", thrown.Message);
    }

    [Fact]
    public async Task EvaluateAsync_KilledBySignal_NamesTheSignal()
    {
        var thrown = await Assert.ThrowsAsync<CommandException>(() => EvaluateAsync(Shell("kill -9 $$")));
        Assert.Contains("signal 9", thrown.Message);
    }

    [Theory]
    [InlineData("echo '{\"value\": oops}'; sleep 600", "{\"value\": oops}")]
    [InlineData("echo '{\"value\": NaN}'; sleep 600", "value is NaN")]
    [InlineData("echo done; echo '{\"vaule\": 1}'", "{\"vaule\": 1}")]
    [InlineData(
        "for i in 1 2 3; do echo \"{\\\"step\\\": $i, \\\"value\\\": 0.$i}\"; done",
        "the last with step 3, but no outcome: its last line, {\"value\": …}, needs no step.")]
    [InlineData("exit 0", "No {\"value\": …} from")]
    [InlineData("head -c 2000000 /dev/zero | tr '\\0' x | sed 's/^/{/'; echo; sleep 600", "longer than")]
    public async Task EvaluateAsync_NoValidOutcome_FailsWithTheReason(string script, string reason)
    {
        var thrown = await Assert.ThrowsAsync<ObjectiveException>(() => EvaluateAsync(Shell(script)));
        Assert.Contains(reason, thrown.Message);
    }

    [Theory]
    [InlineData("no-such-program-anywhere")]
    [InlineData("./no-such-program")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    public async Task EvaluateAsync_NoSuchProgram_IsNamed(string program)
    {
        var thrown = await Assert.ThrowsAsync<ObjectiveException>(() => EvaluateAsync(Trial([program], "{}")));
        Assert.Contains($"'{program}' was not found", thrown.Message);
    }

    [Fact]
    public async Task EvaluateAsync_FileThatIsNoProgram_FailsWithItsName()
    {
        var file = Temporary("garbage");
        await File.WriteAllBytesAsync(file, [0x7F, (byte)'E', (byte)'L', (byte)'F', 0, 0, 0]);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var thrown = await Record.ExceptionAsync(() => EvaluateAsync(Trial([file], "{}")));
        Assert.Contains(file, thrown!.Message);
    }

    [Fact]
    public async Task EvaluateAsync_NoSuchDirectory_IsNamed()
    {
        var thrown = await Assert.ThrowsAsync<ObjectiveException>(() => EvaluateAsync(Trial(["true"], "{}", directory: "/no/such/folder")));
        Assert.Contains("'/no/such/folder'", thrown.Message);
    }

    [Fact]
    public async Task EvaluateAsync_NoCommand_IsRefused() =>
        await Assert.ThrowsAsync<ObjectiveException>(() => EvaluateAsync(Trial([], "{}")));

    [Fact]
    public async Task EvaluateAsync_CancelledBefore_StartsNothing()
    {
        var file = Temporary("started");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new CommandObjective().EvaluateAsync(Shell($"touch {file}"), new CancellationToken(canceled: true)));
        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("cat /dev/zero")]
    [InlineData("yes >&2")]
    [InlineData("exec >&- 2>&-; sleep 600")]
    [InlineData("trap '' TERM INT HUP; echo '{\"value\":1}'; while :; do sleep 600; done")]
    public async Task EvaluateAsync_CancelledWhileItRuns_EndsTheProgram(string script)
    {
        var file = Temporary("pid");
        using var cancellation = new CancellationTokenSource();
        var shell = Shell($"echo $$ > {file}.new; mv {file}.new {file}; {script}");
        var trial = new RecordingTrial(shell.Parameters) { Objective = shell.Objective, GracePeriod = TimeSpan.FromMilliseconds(100) };
        var evaluation = new CommandObjective().EvaluateAsync(trial, cancellation.Token);
        await Eventually.TrueAsync(() => File.Exists(file), "the program to start");
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => evaluation.WaitAsync(Eventually.Patience));
        Assert.False(Processes.Runs(int.Parse(await File.ReadAllTextAsync(file))));
    }

    [Fact]
    public async Task EvaluateAsync_ReportAnsweredWithStop_EndsTheProgram()
    {
        var file = Temporary("pid");
        var trial = Shell($$"""echo $$ > {{file}}; echo '{"step":7,"value":1}'; sleep 600""", _ => false);
        var thrown = await Assert.ThrowsAsync<OperationCanceledException>(() => EvaluateAsync(trial));
        Assert.Contains("step 7", thrown.Message);
        Assert.False(Processes.Runs(int.Parse(await File.ReadAllTextAsync(file))));
    }

    [Fact]
    public async Task EvaluateAsync_ReportThrows_EndsTheProgramAndPassesItOn()
    {
        var file = Temporary("pid");
        var trial = Shell($$"""echo $$ > {{file}}; echo '{"step":7,"value":1}'; sleep 600""", _ => throw new TimeoutException("store"));
        await Assert.ThrowsAsync<TimeoutException>(() => EvaluateAsync(trial));
        Assert.False(Processes.Runs(int.Parse(await File.ReadAllTextAsync(file))));
    }

    private static Task<ObjectiveResult> EvaluateAsync(RecordingTrial trial) =>
        new CommandObjective().EvaluateAsync(trial, CancellationToken.None).WaitAsync(Eventually.Patience);

    private static RecordingTrial Shell(string script, Func<ReportView, bool>? onReport = null) =>
        Trial(["/bin/sh", "-c", "{script}"], $$"""{"script":{{System.Text.Json.JsonSerializer.Serialize(script)}}}""", onReport);

    private static RecordingTrial Trial(
        string[] command, string parameters, Func<ReportView, bool>? onReport = null, string? directory = null) =>
        new(Parameters.Of(parameters))
        {
            Objective = new() { Kind = ObjectiveKind.Command, Command = command, WorkingDirectory = directory },
            OnReport = onReport ?? (_ => true),
        };

    private string Temporary(string name) => Path.Combine(_folder, name);
}
