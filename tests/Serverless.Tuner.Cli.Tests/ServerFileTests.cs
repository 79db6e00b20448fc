using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Tests;

public sealed class ServerFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tuner-cli-").FullName;

    private ServerFile File => new(Path.Combine(_folder, "server.json"));

    [Fact]
    public void Read_WhatWasWritten_ComesBack()
    {
        var record = new ServerRecord(new Uri("http://127.0.0.1:7072"), 42);

        File.Write(record);

        Assert.Equal(record, File.Read());
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"url\":")]
    public void Read_NothingUsable_IsNull(string? text)
    {
        if (text is not null) System.IO.File.WriteAllText(Path.Combine(_folder, "server.json"), text);

        Assert.Null(File.Read());
    }

    [Fact]
    public void Remove_AnotherServersFile_StaysThere()
    {
        File.Write(new ServerRecord(new Uri("http://127.0.0.1:7072"), 42));

        File.Remove(41);
        Assert.NotNull(File.Read());

        File.Remove(42);
        Assert.Null(File.Read());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
