using System.Diagnostics;
using System.Runtime.Versioning;

namespace Serverless.Tuner.Objectives.Tests.Command;

/// <summary>What becomes of programs whose host has been killed.</summary>
[SupportedOSPlatform("linux")]
public sealed class CommandWatchdogTests : IDisposable
{
    private const string FolderVariable = "TUNER_TEST_FOLDER";
    private readonly List<Process> _started = [];
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly CommandWatchdog _watchdog = new();

    [Fact]
    public async Task Dispose_RegisteredGroups_AreKilledAndOthersLive()
    {
        _watchdog.EnsureStarted();
        var watchdog = _watchdog.ProcessId!.Value;
        // A group of two each: a shell and its child.
        var registered = Group("sleep 600 & wait");
        var deaf = Group("trap '' TERM HUP INT; sleep 600; sleep 600");
        var over = Group("sleep 600 & wait");
        var unknown = Group("sleep 600 & wait");
        foreach (var group in (int[])[registered, over, deaf]) _watchdog.Add(group);
        await Eventually.TrueAsync(() => MembersOf(registered) == 2 && MembersOf(deaf) == 2 && MembersOf(over) == 2, "the groups");
        _watchdog.Remove(over);
        _watchdog.Dispose();

        await Eventually.TrueAsync(() => MembersOf(registered) == 0 && MembersOf(deaf) == 0, "the groups to end");
        await Eventually.TrueAsync(() => !Processes.Runs(watchdog), "the watchdog to end");
        Assert.Equal(2, MembersOf(over));
        Assert.True(Processes.Runs(unknown));
    }

    [Fact]
    public async Task Dispose_ProgramWithTheMarkThatWasNotRegistered_IsKilled()
    {
        _watchdog.EnsureStarted();
        var marked = Group("sleep 600 & wait", _watchdog.Mark + "and-its-own");
        var others = Group("sleep 600 & wait", new string('0', _watchdog.Mark.Length));
        await Eventually.TrueAsync(() => MembersOf(marked) == 2, "the group");
        _watchdog.Dispose();
        await Eventually.TrueAsync(() => MembersOf(marked) == 0, "the group to end");
        Assert.True(Processes.Runs(others));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with space; $(touch danger) ' \" * [a]")]
    [InlineData("-rf")]
    public async Task Dispose_DirectoryOfTheTrials_IsRemovedAndLinksAreNotFollowed(string name)
    {
        var kept = Directory.CreateDirectory(PathOf("kept"));
        await File.WriteAllTextAsync(PathOf("kept/file"), "x");
        var trials = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        Directory.CreateDirectory(Path.Combine(trials, "1", "work"));
        Directory.CreateSymbolicLink(Path.Combine(trials, "1", "work", "link"), kept.FullName);
        File.SetUnixFileMode(Path.Combine(trials, "1", "work"), UnixFileMode.None);
        using var watchdog = new CommandWatchdog(() => HeldDirectory.TryOpen(trials));
        watchdog.EnsureStarted();
        watchdog.Dispose();
        await Eventually.TrueAsync(() => !Path.Exists(trials), "the directory to go");
        Assert.Equal(["file"], Directory.GetFileSystemEntries(kept.FullName).Select(Path.GetFileName));
        Assert.Equal([kept.FullName], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Dispose_DirectoryThatALinkHasReplaced_IsRemovedWhereItIsAndTheTargetIsNot()
    {
        var kept = Directory.CreateDirectory(PathOf("kept")).FullName;
        await File.WriteAllTextAsync(PathOf("kept/file"), "x");
        File.SetUnixFileMode(kept, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var trials = Directory.CreateDirectory(PathOf("trials")).FullName;
        Directory.CreateDirectory(Path.Combine(trials, "1"));
        using var watchdog = new CommandWatchdog(() => HeldDirectory.TryOpen(trials));
        watchdog.EnsureStarted();
        Directory.Move(trials, PathOf("moved"));
        Directory.CreateSymbolicLink(trials, kept);
        Directory.CreateSymbolicLink(PathOf("moved/2"), kept);
        watchdog.Dispose();
        await Eventually.TrueAsync(() => !Path.Exists(PathOf("moved")), "the directory to go");
        Assert.Equal(["file"], Directory.GetFileSystemEntries(kept).Select(Path.GetFileName));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, File.GetUnixFileMode(kept));
        File.SetUnixFileMode(kept, HostDirectory.OwnerOnly); // Else only root could clear it away.
    }

    [Fact]
    public async Task Dispose_SomethingIsMountedInTheDirectory_LeavesItToTheNextHost()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only this user can mount something.");
        var kept = Directory.CreateDirectory(PathOf("kept")).FullName;
        await File.WriteAllTextAsync(PathOf("kept/file"), "x");
        var point = Directory.CreateDirectory(PathOf("the trials/1/mounted")).FullName;
        using (var mount = Process.Start("mount", ["--bind", kept, point]))
        {
            await mount.WaitForExitAsync();
            Assert.SkipUnless(mount.ExitCode == 0, "Not even this user can.");
        }

        try
        {
            using var watchdog = new CommandWatchdog(() => HeldDirectory.TryOpen(PathOf("the trials")));
            watchdog.EnsureStarted();
            var id = watchdog.ProcessId!.Value;
            watchdog.Dispose();
            await Eventually.TrueAsync(() => !Processes.Runs(id), "the watchdog to end");
            Assert.True(File.Exists(PathOf("kept/file")));
        }
        finally
        {
            using var umount = Process.Start("umount", [point]);
            await umount.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task Dispose_ProgramWithTheTagThatLeftEverythingElse_IsKilled()
    {
        _watchdog.EnsureStarted();
        var tagged = Tagged(ProcessTag.Next(_watchdog.Tag), "daemon");
        var others = Tagged(ProcessTag.Next(ProcessTag.NewHost()), "other");
        await Eventually.TrueAsync(() => IdIn("daemon") > 0 && IdIn("other") > 0, "the daemons");
        _watchdog.Dispose();
        await Eventually.TrueAsync(() => !Processes.Runs(IdIn("daemon")), "the daemon to end");
        Assert.True(Processes.Runs(IdIn("other")));
        using var stranger = Process.GetProcessById(IdIn("other"));
        stranger.Kill();

        // Not in the group of what was started, without its environment and parent, and elsewhere.
        int Tagged(long tag, string file)
        {
            var process = Process.Start(
                "/bin/sh",
                ["-c", ProcessTag.ExecScript,
                    $"{tag}", "/bin/sh", "-c", $"cd /; (env -i setsid /bin/sh -c 'echo $$ > {PathOf(file)}; exec /bin/sleep 600' &)"]);
            lock (_started) _started.Add(process);
            return process.Id;
        }

        int IdIn(string file) => File.Exists(PathOf(file)) && File.ReadAllText(PathOf(file)) is [.., '\n'] text ? int.Parse(text) : 0;
    }

    [Fact]
    public async Task Dispose_NothingAtAllToRemove_LeavesEverybodyAlone()
    {
        // Neither a directory that is not there nor none may become "everywhere".
        var bystander = Group("cd /; exec sleep 600");
        foreach (var directory in (Func<HeldDirectory?>?[])[null, () => null, () => HeldDirectory.TryOpen(PathOf("nowhere"))])
        {
            using var watchdog = new CommandWatchdog(directory);
            watchdog.EnsureStarted();
            var id = watchdog.ProcessId!.Value;
            watchdog.Dispose();
            await Eventually.TrueAsync(() => !Processes.Runs(id), "the watchdog to end");
        }

        Assert.True(Processes.Runs(bystander));
    }

    [Fact]
    public async Task Dispose_NothingRegistered_EndsTheWatchdog()
    {
        _watchdog.EnsureStarted();
        var watchdog = _watchdog.ProcessId!.Value;
        _watchdog.Dispose();
        await Eventually.TrueAsync(() => !Processes.Runs(watchdog), "the watchdog to end");
    }

    [Fact]
    public async Task EnsureStarted_TheFirstHasDied_AnotherKnowsTheGroups()
    {
        _watchdog.EnsureStarted();
        var group = Group("sleep 600 & wait");
        _watchdog.Add(group);
        using (var first = Process.GetProcessById(_watchdog.ProcessId!.Value)) first.Kill();
        await Eventually.TrueAsync(() => _watchdog.ProcessId is null, "the watchdog to die");

        _watchdog.Remove(Group("sleep 600"));
        var later = Group("sleep 600 & wait");
        _watchdog.Add(later);
        _watchdog.EnsureStarted();
        Assert.NotNull(_watchdog.ProcessId);
        _watchdog.Dispose();
        await Eventually.TrueAsync(() => MembersOf(group) == 0 && MembersOf(later) == 0, "the groups to end");
    }

    [Fact]
    public async Task Add_WatchdogThatDoesNotRead_HoldsNobodyUp()
    {
        _watchdog.EnsureStarted();
        var watchdog = _watchdog.ProcessId!.Value;
        using (var stop = Process.Start("kill", ["-STOP", $"{watchdog}"])) await stop.WaitForExitAsync();
        // Far more than a pipe holds; ids beyond those that the system gives.
        await Task.Run(() =>
        {
            for (var i = 0; i < 50_000; i++)
            {
                _watchdog.Add(int.MaxValue - i);
                _watchdog.Remove(int.MaxValue - i);
            }
        }).WaitAsync(Eventually.Patience);
        using (var kill = Process.Start("kill", ["-KILL", $"{watchdog}"])) await kill.WaitForExitAsync();
    }

    [Fact]
    public async Task Add_ManyAtOnce_AllAreKept()
    {
        _watchdog.EnsureStarted();
        var groups = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
        {
            var group = Group("sleep 600");
            _watchdog.Add(group);
            if (i % 2 == 0) _watchdog.Remove(group);
            return (Id: group, Kept: i % 2 == 1);
        })));
        _watchdog.Dispose();
        await Eventually.TrueAsync(() => groups.Where(g => g.Kept).All(g => MembersOf(g.Id) == 0), "the groups to end");
        Assert.All(groups.Where(g => !g.Kept), g => Assert.True(Processes.Runs(g.Id)));
    }

    [Fact]
    public async Task EvaluateAsync_WhileItRuns_TheGroupIsRegistered()
    {
        var known = false;
        var result = await EvaluateAsync(
            $$"""echo '{"step":1,"value":'$$'}'; {{WaitForSeen}}; echo '{"value":'$$'}'""",
            report =>
            {
                known = CommandWatchdog.Shared.Groups.Contains((int)report.Value);
                File.WriteAllText(PathOf("seen"), "");
                return true;
            });
        Assert.True(known);
        Assert.DoesNotContain((int)result.Values[0], CommandWatchdog.Shared.Groups);
    }

    [Fact]
    public async Task EvaluateAsync_ProgramFailsOrIsStopped_TheGroupIsRegisteredNoMore()
    {
        var group = 0;
        await Assert.ThrowsAsync<CommandException>(() => EvaluateAsync($$"""echo '{"step":1,"value":'$$'}'; {{WaitForSeen}}; exit 1""", Keep(goesOn: true)));
        Assert.DoesNotContain(group, CommandWatchdog.Shared.Groups);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EvaluateAsync("""echo '{"step":1,"value":'$$'}'; sleep 600""", Keep(goesOn: false)));
        Assert.DoesNotContain(group, CommandWatchdog.Shared.Groups);

        Func<ReportView, bool> Keep(bool goesOn) => report =>
        {
            group = (int)report.Value;
            Assert.Contains(group, CommandWatchdog.Shared.Groups);
            File.WriteAllText(PathOf("seen"), "");
            return goesOn;
        };
    }

    [Fact]
    public async Task EvaluateAsync_Programs_DoNotInheritTheWatchdogsInput()
    {
        // It would never see its end, if one of them lived on.
        var streams = new System.Collections.Concurrent.ConcurrentQueue<string[]>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => EvaluateAsync($$"""echo '{"step":1,"value":'$$'}'; {{WaitForSeen}}; echo '{"value":1}'""", report =>
        {
            streams.Enqueue(StreamsOf((int)report.Value));
            if (streams.Count == 8) File.WriteAllText(PathOf("seen"), "");
            return true;
        })));
        var input = new FileInfo($"/proc/{CommandWatchdog.Shared.ProcessId}/fd/0").LinkTarget;
        Assert.NotNull(input);
        Assert.Equal(8, streams.Count);
        Assert.All(streams, s => Assert.DoesNotContain(input, s));
    }

    [Fact]
    public async Task EvaluateAsync_HostIsKilled_EndsItsPrograms()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(CommandWatchdogTests).Assembly.Location);
        foreach (var argument in (string[])["-explicit", "only", "-method", $"{typeof(CommandWatchdogTests).FullName}.{nameof(Host)}"])
            start.ArgumentList.Add(argument);
        start.Environment[FolderVariable] = _folder;
        using var host = Process.Start(start)!;
        _started.Add(host);
        string[] files = ["program", "child", "daemon", "stranger", "watchdog"];
        await Eventually.TrueAsync(
            () => files.All(f => File.Exists(PathOf(f)) && File.ReadAllText(PathOf(f)).EndsWith('\n')), "the host's programs");
        var ids = files.Select(f => int.Parse(File.ReadAllText(PathOf(f)))).ToArray();
        Assert.All(ids, id => Assert.True(Processes.Runs(id)));

        host.Kill();
        await Eventually.TrueAsync(() => !ids.Any(Processes.Runs), "all of them to end");
        var directory = (await File.ReadAllTextAsync(PathOf("directory"))).Trim();
        Assert.Contains(Path.DirectorySeparatorChar + "tuner-", directory);
        await Eventually.TrueAsync(() => !Path.Exists(Path.GetDirectoryName(Path.GetDirectoryName(directory))), "their directory to go");
    }

    /// <summary>No test: the host that another test kills.</summary>
    [Fact(Explicit = true)]
    public async Task Host()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(folder is null, "Only for the test that starts it.");
        var script = $$"""
            sh -c 'echo $$ > {{folder}}/child; exec sleep 600' &
            (setsid sh -c 'echo $$ > {{folder}}/daemon; exec sleep 600' &)
            (cd /; env -i setsid sh -c 'echo $$ > {{folder}}/stranger; exec sleep 600' &)
            mkdir forbidden; echo x > forbidden/file; chmod 000 forbidden
            pwd > {{folder}}/directory
            echo $$ > {{folder}}/program
            echo '{"step":1,"value":1}'
            wait
            """;
        await Task.WhenAny(EvaluateAsync(script, _ =>
        {
            File.WriteAllText(Path.Combine(folder, "watchdog"), $"{CommandWatchdog.Shared.ProcessId}\n");
            return true;
        }), Task.Delay(TimeSpan.FromMinutes(2)));
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        foreach (var process in _started)
        {
            try
            {
                process.Kill(entireProcessTree: true);
            }
            catch (InvalidOperationException)
            {
                // Ended, and disposed of.
            }

            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Keeps a program running until its report has been looked at.</summary>
    private string WaitForSeen => $"while ! test -e {PathOf("seen")}; do sleep 0.01; done";

    private string PathOf(string file) => Path.Combine(_folder, file);

    private static Task<ObjectiveResult> EvaluateAsync(string script, Func<ReportView, bool> onReport)
    {
        var trial = new RecordingTrial(Parameters.Of($$"""{"script":{{System.Text.Json.JsonSerializer.Serialize(script)}}}"""))
        {
            Objective = new() { Kind = ObjectiveKind.Command, Command = ["/bin/sh", "-c", "{script}"] },
            OnReport = onReport,
        };
        return new CommandObjective().EvaluateAsync(trial, CancellationToken.None);
    }

    private int Group(string script, string? mark = null)
    {
        var start = new ProcessStartInfo("setsid", ["/bin/sh", "-c", script]);
        if (mark is not null) start.Environment[ProcessTree.MarkVariable] = mark;
        var process = Process.Start(start)!;
        lock (_started) _started.Add(process);
        return process.Id;
    }

    /// <summary>How many processes of a group run.</summary>
    private static int MembersOf(int group) => LinuxProcess.All().Count(p => Processes.Runs(p.Id) && GroupOf(p.Id) == group);

    private static int GroupOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[2]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static string[] StreamsOf(int id) =>
        [.. Directory.EnumerateFiles($"/proc/{id}/fd").Select(f => new FileInfo(f).LinkTarget ?? "")];
}
