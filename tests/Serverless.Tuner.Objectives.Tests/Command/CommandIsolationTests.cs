using System.Runtime.Versioning;

namespace Serverless.Tuner.Objectives.Tests.Command;

/// <summary>Nothing that a trial does reaches another one, the study's files or this process.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CommandIsolationTests : IDisposable
{
    private readonly string _source = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public async Task EvaluateAsync_EachEvaluation_HasADirectoryOfItsOwnThatVanishes()
    {
        var first = await ShellTrial.SayAsync("say $PWD", _source);
        var second = await ShellTrial.SayAsync("say $(pwd -P)", _source);
        Assert.NotEqual(first, second);
        Assert.StartsWith(HostDirectory.Shared.Location, first);
        Assert.False(Directory.Exists(Path.GetDirectoryName(first)));
        Assert.False(Directory.Exists(Path.GetDirectoryName(second)));
    }

    [Fact]
    public async Task EvaluateAsync_ItsDirectories_AreOpenToItsUserOnly() =>
        Assert.Equal("700 700 700 700", await ShellTrial.SayAsync("say \"$(echo $(stat -c %a . $TMPDIR .. ../..))\"", _source));

    [Theory]
    [InlineData("echo x > new; mkdir -p a/b; echo x > a/b/c")]
    [InlineData("echo x > $TMPDIR/new; mktemp; mktemp -d")]
    [InlineData("cd ..; echo x > new; cd /")]
    [InlineData("echo x > small; echo x >> large")]
    [InlineData("rm -rf *")]
    [InlineData("mv small other; ln -s /nowhere dangling; ln -s . circle; mkfifo pipe")]
    [InlineData("i=0; while [ $i -lt 10000 ]; do : > $i; i=$((i+1)); done")]
    [InlineData("python3 -c \"import os\nfor i in range(2100): os.mkdir('d'); os.chdir('d')\"")]
    [InlineData("mkdir -p a/b; echo x > a/b/c; chmod 000 a/b a . $TMPDIR")]
    [InlineData("mkdir a; echo x > a/b; chmod 500 a; chmod 500 .")]
    [InlineData("chmod 000 .. ../..")]
    [InlineData("printf x > $(printf 'latin\\351'); mkdir $(printf 'latin\\377')")]
    [InlineData("exec 9> held; sleep 600 &")]
    [InlineData("(setsid sh -c 'while :; do echo x > $$.$(date +%N); done' >/dev/null 2>&1 &)")]
    [InlineData("(env -i setsid sh -c 'while :; do echo x > $$.$(date +%N); done' >/dev/null 2>&1 &)")]
    public async Task EvaluateAsync_WhateverItDoesToItsDirectory_NothingIsLeftAndTheStudysFilesAreAsTheyWere(string script)
    {
        Directory.CreateDirectory(Path.Combine(_source, "folder"));
        string[] files = ["small", Path.Combine("folder", "file")];
        foreach (var file in files) await File.WriteAllTextAsync(Path.Combine(_source, file), "as it was");

        var directory = await ShellTrial.SayAsync($"own=$PWD\n{script}\nsay $own", _source);

        Assert.StartsWith(HostDirectory.Shared.Location, directory);
        Assert.False(Path.Exists(Path.GetDirectoryName(directory)));
        Assert.Equal(["folder", "small"], Directory.GetFileSystemEntries(_source).Select(Path.GetFileName).Order());
        Assert.All(files, f => Assert.Equal("as it was", File.ReadAllText(Path.Combine(_source, f))));
    }

    [Fact]
    public async Task EvaluateAsync_LinksOutOfItsDirectory_AreRemovedAndNotFollowed()
    {
        var outside = Path.Combine(_source, "outside");
        Directory.CreateDirectory(outside);
        await File.WriteAllTextAsync(Path.Combine(outside, "precious"), "kept");
        var source = Directory.CreateDirectory(Path.Combine(_source, "study")).FullName;
        // In a directory that has to be made accessible first, too.
        await ShellTrial.SayAsync(
            $"ln -s {outside} a; ln -s {outside}/precious b; mkdir c; ln -s {outside} c/a; ln -s {outside}/precious c/b; chmod 500 c; "
            + $"mkdir $(printf 'c/\\377'); say done", source);
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(outside, "precious")));
        Assert.NotEqual(UnixFileMode.None, File.GetUnixFileMode(Path.Combine(outside, "precious")) & UnixFileMode.UserRead);
    }

    [Theory]
    [InlineData("cd ../..; mv $1/.. moved; ln -s $2 ${1%/work}")]
    [InlineData("cd ..; rm -rf work; ln -s $2 work; rm -rf tmp; ln -s $2 tmp")]
    [InlineData("rm -rf ../../${1##*/}; ln -s $2 ../../link")]
    public async Task EvaluateAsync_LinkInPlaceOfItsDirectory_IsRemovedAndNotFollowed(string script)
    {
        var outside = Directory.CreateDirectory(Path.Combine(_source, "outside")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "precious"), "kept");
        File.SetUnixFileMode(outside, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);
        var source = Directory.CreateDirectory(Path.Combine(_source, "study")).FullName;
        var directory = await ShellTrial.SayAsync($"set -- $PWD {outside}; {script}; say $1", source);
        Assert.False(Path.Exists(Path.GetDirectoryName(directory)));
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(outside, "precious")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupExecute, File.GetUnixFileMode(outside));
        File.SetUnixFileMode(outside, HostDirectory.OwnerOnly); // Else only root could clear it away.
        foreach (var left in (string[])["moved", "link"]) await HostDirectory.Shared.Held!.RemoveAsync(left);
    }

    [Fact]
    public async Task EvaluateAsync_TwoAtOnce_DoNotSeeEachOthersFiles()
    {
        await File.WriteAllTextAsync(Path.Combine(_source, "shared.txt"), "start");
        // Each writes the same names, and looks at them when both have.
        var meeting = Directory.CreateTempSubdirectory().FullName;
        var said = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => ShellTrial.SayAsync(
            $"""
            echo {i} >> shared.txt; echo {i} > $TMPDIR/same; : > mine{i}; : > {meeting}/{i}
            while ! test -e {meeting}/0 || ! test -e {meeting}/1; do sleep 0.01; done
            say "$(echo $(cat shared.txt $TMPDIR/same; ls))"
            """,
            _source)));
        Assert.Equal(["start0 0 mine0 shared.txt", "start1 1 mine1 shared.txt"], said);
    }

    [Theory]
    [InlineData("exit 3")]
    [InlineData("kill -9 $$")]
    [InlineData("echo '{\"value\": NaN}'; sleep 600")]
    [InlineData("exec /no/such/program")]
    public async Task EvaluateAsync_ProgramFails_LeavesNoDirectory(string script)
    {
        var file = Path.Combine(_source, "where");
        await Assert.ThrowsAnyAsync<Exception>(() => ShellTrial.RunAsync(ShellTrial.Of($"echo x > left; echo $PWD > {file}; {script}")));
        Assert.False(Path.Exists(Path.GetDirectoryName((await File.ReadAllTextAsync(file)).Trim())));
    }

    [Fact]
    public async Task EvaluateAsync_ProgramCannotBeStarted_LeavesNoDirectory()
    {
        Directory.CreateDirectory(Path.Combine(_source, "unmistakable"));
        var trial = new RecordingTrial(Parameters.Of("{}"))
        {
            Objective = new() { Kind = ObjectiveKind.Command, Command = ["no-such-program"], WorkingDirectory = _source },
        };
        await Assert.ThrowsAsync<ObjectiveException>(() => ShellTrial.RunAsync(trial));
        Assert.DoesNotContain(
            Directory.GetDirectories(HostDirectory.Shared.Location), d => Path.Exists(Path.Combine(d, "work", "unmistakable")));
    }

    [Fact]
    public async Task EvaluateAsync_ReportThrows_LeavesNoDirectory()
    {
        var file = Path.Combine(_source, "where");
        var trial = ShellTrial.Of($$"""echo $PWD > {{file}}; echo '{"step":1,"value":1}'; sleep 600""", onReport: _ => throw new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => ShellTrial.RunAsync(trial));
        Assert.False(Path.Exists(Path.GetDirectoryName((await File.ReadAllTextAsync(file)).Trim())));
    }

    [Fact]
    public async Task EvaluateAsync_HostChangesItsDirectory_RelativeOnesStayWhatTheyWere()
    {
        Directory.CreateDirectory(Path.Combine(_source, "study"));
        await File.WriteAllTextAsync(Path.Combine(_source, "study", "file"), "found");
        var before = Environment.CurrentDirectory;
        var objective = At(_source, () => new CommandObjective());
        Assert.Equal(before, Environment.CurrentDirectory);
        var result = await objective.EvaluateAsync(
            ShellTrial.Of("grep -q found file && echo '{\"value\":1}'", "study"), CancellationToken.None);
        Assert.Equal([1.0], result.Values);

        static T At<T>(string directory, Func<T> make)
        {
            var before = Environment.CurrentDirectory;
            Environment.CurrentDirectory = directory;
            try
            {
                return make();
            }
            finally
            {
                Environment.CurrentDirectory = before;
            }
        }
    }

    [Theory]
    [InlineData("head -c 100000000 /dev/zero | tr '\\0' o")]
    [InlineData("head -c 100000000 /dev/zero | tr '\\0' e >&2")]
    [InlineData("yes 'a line of output, such as a progress bar may print it again and again' | head -c 100000000")]
    [InlineData("yes 'a line of output, such as a progress bar may print it again and again' | head -c 100000000 >&2")]
    public async Task EvaluateAsync_100MBOfOutput_OnlyTheEndOfItIsKept(string script)
    {
        Assert.Equal("all the same", await ShellTrial.SayAsync($"{script}; echo; say 'all the same'"));
        var thrown = await Assert.ThrowsAsync<CommandException>(() => ShellTrial.RunAsync(ShellTrial.Of($"{script}; exit 1")));
        Assert.InRange(thrown.Message.Length, 50, 12_000);
    }

    public void Dispose() => Directory.Delete(_source, recursive: true);
}
