namespace Serverless.Tuner.EndToEnd;

/// <summary>An Azurite that takes long to start is waited for, with a word about it, and not begun anew on another port.</summary>
public sealed class SlowAzuriteTests
{
    [Fact]
    public async Task Serve_AzuriteStartsSlowly_IsWaitedForOnItsPort()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "A shell script takes the place of node.");
        var folder = Directory.CreateTempSubdirectory("tuner-slow-");
        try
        {
            var path = Environment.GetEnvironmentVariable("PATH")!;
            var starts = Path.Combine(folder.FullName, "starts");
            var node = Path.Combine(folder.FullName, "node");
            await File.WriteAllTextAsync(node, $"#!/bin/sh\necho start >> {starts}\nsleep 11\nPATH={path} exec node \"$@\"\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            var (port, data, tables) = (TunerProcess.FreePort(), Path.Combine(folder.FullName, "data"), TunerProcess.FreePort());
            await using var server = TunerProcess.Start(
                new Dictionary<string, string> { ["PATH"] = $"{folder.FullName}:{path}" },
                "serve", "--data", data, "--port", $"{port}", "--table-port", $"{tables}");

            await server.ReadyAsync(TunerProcess.Client(port, data));

            Assert.Contains("Waiting for Azurite", server.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("is taken", server.Output, StringComparison.Ordinal);
            Assert.Single(await File.ReadAllLinesAsync(starts));
            await server.PrintedAsync("Serving ");
            await server.InterruptAsync();
            Assert.Equal(0, await server.EndAsync(TimeSpan.FromSeconds(60)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
