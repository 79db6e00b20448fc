using System.Diagnostics;
using System.Runtime.Versioning;

namespace Serverless.Tuner.Objectives.Tests.Command;

[UnsupportedOSPlatform("windows")]
public sealed class DirectoryRemovalTests : IDisposable
{
    // The shell's cd gives up where a path gets too long.
    private const string Deep = "python3 -c \"import os\nfor i in range(5000): os.mkdir('d'); os.chdir('d')\nopen('file', "
        + "'w').write('x')\"";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly HeldDirectory _held;

    public DirectoryRemovalTests() => _held = HeldDirectory.TryOpen(_folder)!;

    [Theory]
    [InlineData("")]
    [InlineData("mkdir -p a/b/c x/b/c; echo x > a/b/c/d; echo x > x/b/c/d; echo x > a/.hidden; chmod 000 a/b/c a/b a; chmod 400 x")]
    [InlineData("mkdir -p same/same/same same/other/same other/same/same; ln -s ../same same/link; ln -s . circle")]
    [InlineData("mkdir -p a/b; mkfifo a/pipe; chmod 000 a/b a .")]
    [InlineData("mkdir -p a \"$(printf 'b\\377')\"; echo x > \"$(printf 'a/\\351')\"; echo x > \"$(printf 'b\\377/c')\"; chmod 500 "
        + "\"$(printf 'b\\377')\"; chmod 500 a")]
    [InlineData("echo x > \"$(printf '\\377')\"; echo x > -rf; mkdir -- --help")]
    [InlineData(Deep)]
    public async Task TryRemove_Tree_IsRemoved(string script)
    {
        await MakeAsync(script);
        Assert.True(_held.TryRemove("tree"));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task TryRemove_DeepTree_NeedsNoDeepStack()
    {
        await MakeAsync(Deep);
        var deleted = false;
        var thread = new Thread(() => deleted = _held.TryRemove("tree"), 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.True(deleted);
    }

    [Fact]
    public async Task TryRemove_PathsInsteadOfOpenDirectories_RemovesLikewise()
    {
        var precious = MakePrecious();
        var tree = await MakeAsync(
            $"mkdir -p a/b/c; echo x > a/b/c/d; ln -s {precious} a/link; ln -s {precious} link; chmod 000 a/b/c a/b a; {Deep}");
        Assert.True(new PathDirectory(tree).TryEmpty(kept: "link"));
        Assert.Equal([Path.Combine(tree, "link")], Directory.GetFileSystemEntries(tree));
        Assert.True(new PathDirectory(_folder).TryRemove("tree"));
        Directory.CreateSymbolicLink(tree, precious);
        Assert.False(new PathDirectory(tree).TryEmpty());
        Assert.True(new PathDirectory(_folder).TryRemove("tree"));
        AssertPreciousOnly(precious);
    }

    [Fact]
    public async Task RemoveAsync_NotThere_IsFine() => Assert.True(await _held.RemoveAsync("none"));

    [Theory]
    [InlineData("ln -s PRECIOUS a; ln -s PRECIOUS/file b; mkdir c; ln -s PRECIOUS c/a; ln -s PRECIOUS/file c/b; chmod 500 c")]
    [InlineData("cd ..; rmdir tree; ln -s PRECIOUS tree")]
    public async Task RemoveAsync_Links_AreRemovedAndNotFollowed(string script)
    {
        var precious = MakePrecious();
        await MakeAsync(script.Replace("PRECIOUS", precious, StringComparison.Ordinal));
        Assert.True(await _held.RemoveAsync("tree"));
        AssertPreciousOnly(precious);
    }

    [Theory]
    [InlineData("tree")]
    [InlineData("tree/a")]
    [InlineData("tree/a/b")]
    public async Task RemoveAsync_LinkThatIsPutInPlaceMeanwhile_IsNotFollowed(string swapped)
    {
        Assert.SkipUnless(LinuxDirectory.IsSupported, "By paths this cannot be had.");
        var precious = MakePrecious();
        var place = Path.Combine(_folder, swapped);
        // In turn a directory with a file in it and a link, as fast as that goes.
        var swapping = Task.Run(() =>
        {
            for (var round = 0; round < 1000; round++)
            {
                Attempt(() => Directory.CreateDirectory(place));
                Attempt(() => File.WriteAllText(Path.Combine(place, "own"), "x"));
                Attempt(() => Directory.Move(place, Path.Combine(_folder, "aside")));
                Attempt(() => Directory.CreateSymbolicLink(place, precious));
                Attempt(() => File.Delete(place));
                Attempt(() => Directory.Delete(Path.Combine(_folder, "aside"), recursive: true));
            }
        });
        while (!swapping.IsCompleted) _held.TryRemove("tree");
        await swapping;
        Assert.True(await _held.RemoveAsync("tree"));
        Assert.True(await _held.RemoveAsync("aside"));
        AssertPreciousOnly(precious);
    }

    [Fact]
    public async Task RemoveAsync_WhatIsMountedInside_IsLeftAlone()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && LinuxDirectory.IsSupported, "Only this user can mount something.");
        var precious = MakePrecious();
        var tree = await MakeAsync("mkdir -p mounted a/b/mounted; echo x > a/file");
        string[] points = [Path.Combine(tree, "mounted"), Path.Combine(tree, "a", "b", "mounted")];
        Assert.SkipUnless(await RunAsync("mount", "--bind", precious, points[0]) == 0, "Not even this user can.");
        try
        {
            Assert.Equal(0, await RunAsync("mount", "--bind", precious, points[1]));
            var mode = File.GetUnixFileMode(precious);
            Assert.False(await _held.RemoveAsync("tree"));
            Assert.Equal(["file"], Directory.GetFileSystemEntries(precious).Select(Path.GetFileName));
            Assert.Equal(mode, File.GetUnixFileMode(precious));
            Assert.False(File.Exists(Path.Combine(tree, "a", "file")));
        }
        finally
        {
            foreach (var point in File.ReadLines("/proc/self/mountinfo").Select(
                line => line.Split(' ')[4]).Where(p => p.StartsWith(tree, StringComparison.Ordinal)).ToArray())
                Assert.Equal(0, await RunAsync("umount", point));
        }

        Assert.True(await _held.RemoveAsync("tree"));
        AssertPreciousOnly(precious);
    }

    [Fact]
    public async Task RemoveAsync_SomebodyStillWrites_GoesOnUntilItIsGone()
    {
        var tree = await MakeAsync("");
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 2000 && Directory.Exists(tree); i++) Attempt(() => File.WriteAllText(Path.Combine(tree, $"{i}"), "x"));
        });
        Assert.True(await _held.RemoveAsync("tree"));
        await writing;
        Assert.False(Directory.Exists(tree));
    }

    public void Dispose()
    {
        _held.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The other one was faster.
        }
    }

    /// <summary>A directory that nothing may be done to.</summary>
    private string MakePrecious()
    {
        var precious = Directory.CreateDirectory(Path.Combine(_folder, "precious")).FullName;
        File.WriteAllText(Path.Combine(precious, "file"), "x");
        File.SetUnixFileMode(precious, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead);
        return precious;
    }

    private void AssertPreciousOnly(string precious)
    {
        Assert.Equal([precious], Directory.GetFileSystemEntries(_folder));
        Assert.Equal(["file"], Directory.GetFileSystemEntries(precious).Select(Path.GetFileName));
        Assert.True(File.GetUnixFileMode(precious).HasFlag(UnixFileMode.GroupRead));
    }

    private async Task<string> MakeAsync(string script)
    {
        var tree = Directory.CreateDirectory(Path.Combine(_folder, "tree")).FullName;
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-ec", script]) { WorkingDirectory = tree })!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return tree;
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
