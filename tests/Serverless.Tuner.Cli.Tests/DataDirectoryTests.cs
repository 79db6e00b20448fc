using System.Diagnostics;
using System.Runtime.Versioning;
using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>Nobody but its owner reads what is in a data directory.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DataDirectoryTests : IDisposable
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_101_101;

    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("tuner-cli-");

    private string Folder => Path.Combine(_parent.FullName, "data");

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public async Task Start_NewDirectory_ClosesItAndAllFilesToOthers()
    {
        await using var server = await FakeServer.StartAsync(Folder);

        Assert.Equal(OwnerOnlyDirectory.Mode, File.GetUnixFileMode(Folder));
        Assert.Equal(["identity", "lock", "server.json", "token"], Directory.GetFiles(Folder).Select(Path.GetFileName).Order());
        Assert.All(Directory.GetFiles(Folder), file => Assert.Equal(OwnerOnlyFile.Mode, File.GetUnixFileMode(file)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("lock")]
    public async Task Start_EmptyDirectoryOrOneOfOurs_ClosesIt(string? file)
    {
        Directory.CreateDirectory(Folder, Everybody);
        if (file is not null) File.WriteAllText(Path.Combine(Folder, file), "");

        await using var server = await FakeServer.StartAsync(Folder);

        Assert.Equal(OwnerOnlyDirectory.Mode, File.GetUnixFileMode(Folder));
        Assert.All(Directory.GetFiles(Folder), path => Assert.Equal(OwnerOnlyFile.Mode, File.GetUnixFileMode(path)));
    }

    [Fact]
    public async Task Azurite_WritesWhatOthersCannotRead_AndClosesWhatIsThere()
    {
        var (tables, logs) = (Path.Combine(Folder, "tables"), Path.Combine(Folder, "log"));
        Directory.CreateDirectory(tables, Everybody);
        foreach (var name in (string[])["__azurite_db_table__.json", "old.json"])
        {
            File.WriteAllText(Path.Combine(tables, name), "");
            File.SetUnixFileMode(Path.Combine(tables, name), Everybody);
        }

        await using (await LocalAzurite.StartAsync(DataDirectory.At(Folder), new AzuritePorts(0), _ => { }, CancellationToken.None))
        {
            // It writes its database when it ends, at the latest.
        }

        Assert.All((string[])[tables, logs], path => Assert.Equal(OwnerOnlyDirectory.Mode, File.GetUnixFileMode(path)));
        Assert.Contains(Directory.GetFiles(tables), path => new FileInfo(path) is { Name: "__azurite_db_table__.json", Length: > 0 });
        Assert.All(
            Directory.GetFiles(Folder, "*", SearchOption.AllDirectories), path =>
                Assert.Equal((path, OwnerOnlyFile.Mode), (path, File.GetUnixFileMode(path))));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("study", "list")]
    public async Task DirectoryWithOtherFiles_IsRefused_AndLeftAsItIs(params string[] command)
    {
        Directory.CreateDirectory(Folder, Everybody);
        File.WriteAllText(Path.Combine(Folder, "thesis.tex"), "");
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync([.. command, "--data", Folder]));

        Assert.Equal($"{Folder} holds other files: name an empty or a new directory for studies.", run.Error.Trim());
        Assert.Equal(Everybody, File.GetUnixFileMode(Folder));
        Assert.Equal(["thesis.tex"], Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task AnotherUsersDirectory_IsRefused()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can give a directory away.");
        Directory.CreateDirectory(Folder, Everybody);
        using (var chown = Process.Start("chown", ["65534", Folder])) await chown.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("serve", "--data", Folder));

        Assert.Contains($"{Folder} belongs to another user", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
        Assert.Equal(Everybody, File.GetUnixFileMode(Folder));
    }

    [Fact]
    public void At_TheDefaultsPathWithASlash_IsTheDefault() // Which holds logs of the script `tuner` before it is ever taken.
    {
        var data = DataDirectory.At(null);

        Assert.Equal(data.FullPath, DataDirectory.At(data.FullPath + Path.DirectorySeparatorChar).FullPath);
    }
}
