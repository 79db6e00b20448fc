using System.Diagnostics;
using System.Runtime.Versioning;
using Serverless.Tuner.Objectives.Command;
using Xunit;

namespace Serverless.Tuner.Objectives.Tests.Command;

[UnsupportedOSPlatform("windows")]
public sealed class DirectoryRemovalTests : IDisposable
{
    // The shell's cd gives up where a path gets too long.
    private const string Deep = "python3 -c \"import os\nfor i in range(2100): os.mkdir('d'); os.chdir('d')\nopen('file', 'w').write('x')\"";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Theory]
    [InlineData("")]
    [InlineData("mkdir -p a/b/c x/b/c; echo x > a/b/c/d; echo x > x/b/c/d; echo x > a/.hidden; chmod 000 a/b/c a/b a; chmod 400 x")]
    [InlineData("mkdir -p same/same/same same/other/same other/same/same; ln -s ../same same/link; ln -s . circle")]
    [InlineData(Deep)]
    public async Task TryDelete_Tree_IsRemoved(string script)
    {
        var tree = await MakeAsync(script);
        Assert.True(DirectoryRemoval.TryDelete(tree));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task TryDelete_DeepTree_NeedsNoDeepStack()
    {
        var tree = await MakeAsync(Deep);
        var deleted = false;
        var thread = new Thread(() => deleted = DirectoryRemoval.TryDelete(tree), 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.True(deleted);
    }

    [Fact]
    public async Task RemoveAsync_NamesThatAreNoText_AreRemovedToo()
    {
        var tree = await MakeAsync("mkdir -p a \"$(printf 'b\\377')\"; echo x > \"$(printf 'a/\\351')\"; echo x > \"$(printf 'b\\377/c')\"; chmod 500 \"$(printf 'b\\377')\"; chmod 500 a");
        Assert.True(await DirectoryRemoval.RemoveAsync(tree));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task RemoveAsync_NameThatLooksLikeAnOption_IsNone()
    {
        var tree = await MakeAsync("echo x > \"$(printf '\\377')\"; echo x > -rf; mkdir -- --help");
        Assert.True(await DirectoryRemoval.RemoveAsync(tree));
    }

    [Fact]
    public async Task RemoveAsync_NotThere_IsFine() => Assert.True(await DirectoryRemoval.RemoveAsync(Path.Combine(_folder, "none")));

    [Fact]
    public async Task RemoveAsync_SomebodyStillWrites_GoesOnUntilItIsGone()
    {
        var tree = await MakeAsync("");
        using var over = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 2000 && Directory.Exists(tree); i++)
            {
                try
                {
                    File.WriteAllText(Path.Combine(tree, $"{i}"), "x");
                }
                catch (IOException)
                {
                    // It has gone.
                }
            }
        });
        Assert.True(await DirectoryRemoval.RemoveAsync(tree));
        await writing;
        Assert.False(Directory.Exists(tree));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> MakeAsync(string script)
    {
        var tree = Directory.CreateDirectory(Path.Combine(_folder, "tree")).FullName;
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-ec", script]) { WorkingDirectory = tree })!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return tree;
    }
}
