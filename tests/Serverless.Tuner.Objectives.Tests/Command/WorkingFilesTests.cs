using System.Diagnostics;
using System.Runtime.Versioning;

namespace Serverless.Tuner.Objectives.Tests.Command;

[UnsupportedOSPlatform("windows")]
public sealed class WorkingFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly string _source;
    private readonly string _work;

    public WorkingFilesTests()
    {
        _source = Directory.CreateDirectory(Path.Combine(_folder, "source")).FullName;
        _work = Directory.CreateDirectory(Path.Combine(_folder, "work")).FullName;
    }

    [Fact]
    public void Provide_SmallFile_IsACopyThatCanBeWrittenAndRun()
    {
        Write("train.sh", "#!/bin/sh\n", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Write(".env", "hidden");
        WorkingFiles.Provide(_source, _work);
        Assert.Null(LinkOf("train.sh"));
        Assert.Equal("#!/bin/sh\n", File.ReadAllText(Path.Combine(_work, "train.sh")));
        Assert.True(File.GetUnixFileMode(Path.Combine(_work, "train.sh")).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal("hidden", File.ReadAllText(Path.Combine(_work, ".env")));
    }

    [Fact]
    public void Provide_CopiedModule_KeepsItsTimeSoThatCompiledOnesStayValid()
    {
        Write("module.py", "x = 1");
        File.SetLastWriteTimeUtc(Path.Combine(_source, "module.py"), new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        WorkingFiles.Provide(_source, _work);
        Assert.Equal(2020, File.GetLastWriteTimeUtc(Path.Combine(_work, "module.py")).Year);
    }

    [Fact]
    public void Provide_LargeFileAndDirectory_AreLinks()
    {
        Write("limit", new string('x', (int)WorkingFiles.LargestCopy));
        Write("large", new string('x', (int)WorkingFiles.LargestCopy + 1));
        Directory.CreateDirectory(Path.Combine(_source, "data"));
        WorkingFiles.Provide(_source, _work);
        Assert.Null(LinkOf("limit"));
        Assert.Equal(Path.Combine(_source, "large"), LinkOf("large"));
        Assert.Equal(Path.Combine(_source, "data"), LinkOf("data"));
    }

    [Fact]
    public void Provide_ManyMegabytesOfSmallFiles_TheSmallestAreCopied()
    {
        var most = (int)(WorkingFiles.MostCopied / WorkingFiles.LargestCopy);
        for (var i = 0; i < most; i++) Write($"full{i}", new string('x', (int)WorkingFiles.LargestCopy));
        Write("zz-small", "small");
        WorkingFiles.Provide(_source, _work);
        Assert.Null(LinkOf("zz-small"));
        Assert.Single(Enumerable.Range(0, most), i => LinkOf($"full{i}") is not null);
    }

    [Fact]
    public void Provide_Links_AreFollowedToSmallFilesAndKeptForTheRest()
    {
        Write("file", "content");
        Directory.CreateDirectory(Path.Combine(_source, "data"));
        foreach (var (name, target) in (ReadOnlySpan<(string, string)>)[("to-file", "file"),
            ("to-data", "data"), ("dangling", "nowhere"), ("circle", "circle")])
            File.CreateSymbolicLink(Path.Combine(_source, name), target);
        WorkingFiles.Provide(_source, _work);
        Assert.Null(LinkOf("to-file"));
        Assert.Equal("content", File.ReadAllText(Path.Combine(_work, "to-file")));
        Assert.True(Directory.Exists(Path.Combine(_work, "to-data")));
        Assert.NotNull(LinkOf("dangling"));
        Assert.NotNull(LinkOf("circle"));
    }

    [Fact]
    public async Task Provide_PipeThatNobodyWritesInto_IsNotWaitedFor()
    {
        using (var make = Process.Start("mkfifo", [Path.Combine(_source, "pipe")])) await make.WaitForExitAsync();
        await Task.Run(() => WorkingFiles.Provide(_source, _work)).WaitAsync(Eventually.Patience);
        Assert.True(File.Exists(Path.Combine(_work, "pipe")));
    }

    [Fact]
    public void Provide_FileThatMayNotBeRead_IsALink()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "This user may read everything.");
        Write("secret", "x", UnixFileMode.None);
        WorkingFiles.Provide(_source, _work);
        Assert.NotNull(LinkOf("secret"));
    }

    [Fact]
    public void Provide_DirectoryThatMayNotBeRead_IsNamed()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "This user may read everything.");
        File.SetUnixFileMode(_source, UnixFileMode.UserExecute);
        Assert.Contains(
            $"'{_source}' cannot be read", Assert.Throws<ObjectiveException>(() => WorkingFiles.Provide(_source, _work)).Message);
        File.SetUnixFileMode(_source, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void Provide_TooManyEntries_SaysWhatToDo()
    {
        for (var i = 0; i <= WorkingFiles.MostEntries; i++) File.CreateSymbolicLink(Path.Combine(_source, $"{i}"), "/nowhere");
        var thrown = Assert.Throws<ObjectiveException>(() => WorkingFiles.Provide(_source, _work));
        Assert.Contains("10,000", thrown.Message);
        Assert.Contains(_source, thrown.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_work));
    }

    [Fact]
    public async Task Provide_EntriesThatComeAndGo_DoNotDisturb()
    {
        using var over = new CancellationTokenSource();
        var changing = Task.Run(() =>
        {
            for (var i = 0; !over.IsCancellationRequested; i++)
            {
                Write($"{i % 50}", "x");
                File.Delete(Path.Combine(_source, $"{(i + 25) % 50}"));
            }
        });
        Write("stays", "x");
        for (var i = 0; i < 200; i++)
        {
            var work = Directory.CreateDirectory(Path.Combine(_folder, $"work{i}")).FullName;
            WorkingFiles.Provide(_source, work);
            Assert.True(File.Exists(Path.Combine(work, "stays")));
        }

        await over.CancelAsync();
        await changing;
    }

    [Fact]
    public void Provide_SourceThatHoldsTheWork_IsNotGivenItself()
    {
        var work = Directory.CreateDirectory(Path.Combine(_source, "host", "1", "work")).FullName;
        Write("file", "x");
        WorkingFiles.Provide(_source, work);
        Assert.Equal(["file"], Directory.GetFileSystemEntries(work).Select(Path.GetFileName));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string? LinkOf(string name) => new FileInfo(Path.Combine(_work, name)).LinkTarget;

    private void Write(string name, string content, UnixFileMode? mode = null)
    {
        var path = Path.Combine(_source, name);
        File.WriteAllText(path, content);
        if (mode is { } given) File.SetUnixFileMode(path, given);
    }
}
