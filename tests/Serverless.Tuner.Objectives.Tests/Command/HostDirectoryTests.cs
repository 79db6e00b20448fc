using System.Runtime.Versioning;

namespace Serverless.Tuner.Objectives.Tests.Command;

[UnsupportedOSPlatform("windows")]
public sealed class HostDirectoryTests : IDisposable
{
    private readonly string _temporary = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void Create_Several_AreDifferentAndTheUsersOnly()
    {
        using var host = new HostDirectory(_temporary);
        TrialDirectory[] trials = [host.Create(), host.Create()];
        Assert.Equal(4, trials.SelectMany(t => (string[])[t.Work, t.Temporary]).Distinct().Count());
        Assert.All(trials.SelectMany(t => (string[])[t.Work, t.Temporary, t.Location, host.Location]), d =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(d)));
    }

    [Fact]
    public void Create_SomebodyTidiedUp_MakesItAnew()
    {
        using var host = new HostDirectory(_temporary);
        host.Create();
        Directory.Delete(host.Location, recursive: true);
        Assert.True(Directory.Exists(host.Create().Work));
    }

    [Fact]
    public void Create_TemporaryDirectoryIsALink_GivesRealPaths()
    {
        var link = Path.Combine(_temporary, "link");
        Directory.CreateSymbolicLink(link, Directory.CreateDirectory(Path.Combine(_temporary, "real")).FullName);
        using var host = new HostDirectory(link);
        Assert.StartsWith(Path.Combine(_temporary, "real"), host.Create().Work);
    }

    [Fact]
    public async Task SweepAsync_HostsThatEnded_AreRemovedAndThoseThatLiveAreNot()
    {
        var dead = Dead("tuner-deaddeadde");
        File.SetUnixFileMode(Path.Combine(dead, "1"), UnixFileMode.None);
        var unfinished = Directory.CreateDirectory(Path.Combine(_temporary, "tuner-0000000000", "1")).FullName;
        var strange = Dead("tuner-other");
        using var living = new HostDirectory(_temporary);
        var trial = living.Create();

        using var starting = new HostDirectory(_temporary);
        await starting.SweepAsync();

        // The one that lives swept when it started, and may be at it.
        await Eventually.TrueAsync(() => !Directory.Exists(dead), "the sweep");
        Assert.True(Directory.Exists(trial.Work));
        Assert.True(Directory.Exists(unfinished), "Whose it is cannot be told.");
        Assert.True(Directory.Exists(strange));
    }

    [Fact]
    public async Task SweepAsync_LinkInPlaceOfAHost_IsNotFollowed()
    {
        var precious = Dead("precious");
        Directory.CreateSymbolicLink(Path.Combine(_temporary, "tuner-linklinkli"), precious);
        using var host = new HostDirectory(_temporary);
        await host.SweepAsync();
        Assert.True(File.Exists(Path.Combine(precious, "1", "file")));
    }

    [Fact]
    public async Task SweepAsync_LinksOfADeadHost_AreNotFollowed()
    {
        var precious = Dead("precious");
        var dead = Dead("tuner-deaddeadde");
        Directory.Delete(Path.Combine(dead, "1"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(dead, "1"), precious);
        Directory.CreateSymbolicLink(Path.Combine(dead, "2"), Path.Combine(precious, "1"));
        using var host = new HostDirectory(_temporary);
        await host.SweepAsync();
        Assert.False(Directory.Exists(dead));
        Assert.True(File.Exists(Path.Combine(precious, "1", "file")));
    }

    [Fact]
    public async Task TrialDirectory_ReplacedByALink_OnlyTheLinkIsRemoved()
    {
        var precious = Dead("precious");
        using var host = new HostDirectory(_temporary);
        var trial = host.Create();
        Directory.Move(trial.Location, Path.Combine(_temporary, "taken"));
        Directory.CreateSymbolicLink(trial.Location, precious);
        await trial.DisposeAsync();
        Assert.Empty(Directory.GetFileSystemEntries(host.Location, "1"));
        Assert.True(File.Exists(Path.Combine(precious, "1", "file")));
    }

    [Fact]
    public async Task Host_ReplacedByALink_GoesOnWhereItIsAndLeavesTheTargetAlone()
    {
        Assert.SkipUnless(LinuxDirectory.IsSupported, "A path leads where it leads.");
        var precious = Dead("precious");
        var taken = Path.Combine(_temporary, "taken");
        var host = new HostDirectory(_temporary);
        var trial = host.Create();
        Directory.Move(host.Location, taken);
        Directory.CreateSymbolicLink(host.Location, precious);

        await trial.DisposeAsync();
        var next = host.Create();

        Assert.Equal(Path.Combine(taken, "2"), next.Location);
        Assert.Equal(["2", HostDirectory.LockName], Directory.GetFileSystemEntries(taken).Select(Path.GetFileName).Order());
        host.Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(taken));
        Assert.Equal(["precious", "taken"], Directory.GetFileSystemEntries(_temporary).Select(Path.GetFileName).Order());
        Assert.True(File.Exists(Path.Combine(precious, "1", "file")));
    }

    [Fact]
    public async Task Create_First_SweepsByItself()
    {
        var dead = Dead("tuner-deaddeadde");
        using var host = new HostDirectory(_temporary);
        host.Create();
        await Eventually.TrueAsync(() => !Directory.Exists(dead), "the sweep");
    }

    [Fact]
    public void Create_NameThatIsAnotherUsers_IsRefused()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "Only this user can give a directory away.");
        using var host = new HostDirectory(_temporary);
        Directory.CreateDirectory(host.Location);
        using (var give = System.Diagnostics.Process.Start("chown", ["65534", host.Location])) give.WaitForExit();
        Assert.False(DirectoryOwner.IsOurs(host.Location));
        Assert.Throws<UnauthorizedAccessException>(() => host.Create());
    }

    [Fact]
    public void Dispose_Host_RemovesAllOfIt()
    {
        var host = new HostDirectory(_temporary);
        File.WriteAllText(Path.Combine(host.Create().Work, "file"), "x");
        host.Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_temporary));
    }

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    private string Dead(string name)
    {
        var directory = Path.Combine(_temporary, name);
        Directory.CreateDirectory(Path.Combine(directory, "1"));
        File.WriteAllText(Path.Combine(directory, "1", "file"), "x");
        File.WriteAllText(Path.Combine(directory, HostDirectory.LockName), "");
        return directory;
    }
}
