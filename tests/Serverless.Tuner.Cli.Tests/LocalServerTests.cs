using System.Net;
using System.Net.Sockets;
using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Tests;

public sealed class LocalServerTests
{
    private static readonly StartHost Fake = async (url, _, _, _) => await FakeTuner.StartAsync(url);

    [Fact]
    public async Task Start_WritesWhereItIs_AndRemovesItAtTheEnd()
    {
        using var run = new CliRun();
        var options = Options(run);

        await using (var server = await LocalServer.TryStartAsync(options, Fake, CancellationToken.None))
        {
            Assert.Equal(new ServerRecord(server!.Address.Url, Environment.ProcessId), options.Data.ServerFile.Read());
            Assert.Empty(server.Remarks);
        }

        Assert.Null(options.Data.ServerFile.Read());
    }

    [Fact]
    public async Task Start_PortIsTaken_TakesAnotherAndSaysSo()
    {
        using var run = new CliRun();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;

        await using var server = await LocalServer.TryStartAsync(Options(run) with { Port = taken }, Fake, CancellationToken.None);

        Assert.NotEqual(taken, server!.Address.Url.Port);
        Assert.Equal($"Port {taken} is taken: the server listens on {server.Address.Url.Port}.", Assert.Single(server.Remarks));
    }

    [Fact]
    public async Task Start_KilledServerOfTheDirectoryStillHasThePort_WaitsAndSaysSo()
    {
        using var run = new CliRun();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var options = Options(run) with { Port = port };
        await using (await LocalServer.TryStartAsync(Options(run), Fake, CancellationToken.None))
        {
            // Leaves its directory in order, as one that is killed does not.
        }

        options.Data.ServerFile.Write(new ServerRecord(new Uri($"http://127.0.0.1:{port}"), Environment.ProcessId));
        var said = new List<string>();

        await using var server = await LocalServer.TryStartAsync(
            options with
            {
                Say = line =>
                {
                    said.Add(line);
                    if (line.StartsWith("Waiting", StringComparison.Ordinal)) other.Stop();
                },
            }, Fake, CancellationToken.None);

        Assert.Equal(port, server!.Address.Url.Port);
        Assert.Empty(server.Remarks);
        Assert.Contains($"Waiting for port {port}, which the last server here (process {Environment.ProcessId}) had ...", said);
    }

    [Fact]
    public async Task Start_DirectoryIsInUse_IsNull_UntilItIsFree()
    {
        using var run = new CliRun();
        var first = await LocalServer.TryStartAsync(Options(run), Fake, CancellationToken.None);

        Assert.Null(await LocalServer.TryStartAsync(Options(run), Fake, CancellationToken.None));

        await first!.DisposeAsync();
        await using var second = await LocalServer.TryStartAsync(Options(run), Fake, CancellationToken.None);
        Assert.NotNull(second);
    }

    [Fact]
    public async Task Start_HostFails_LetsGoOfTheDirectory()
    {
        using var run = new CliRun();
        StartHost broken = (_, _, _, _) => throw new CliException("no", ExitCode.NoServer);

        await Assert.ThrowsAsync<CliException>(() => LocalServer.TryStartAsync(Options(run), broken, CancellationToken.None));

        await using var server = await LocalServer.TryStartAsync(Options(run), Fake, CancellationToken.None);
        Assert.NotNull(server);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_DrivesStudiesForItsDirectory_UnlessItOnlyAnswers(bool drives)
    {
        using var run = new CliRun();
        var options = Options(run) with { RunOrchestrations = drives };
        FakeTuner? host = null;

        await using var server = await LocalServer.TryStartAsync(
            options, async (url, _, _, _) => host = await FakeTuner.StartAsync(url), CancellationToken.None);

        Assert.Equal(drives ? options.Data.Identity() : null, host!.Directory);
        // Nor is it anybody else's server.
        Assert.Equal(drives, options.Data.ServerFile.Read() is not null);
    }

    [Fact]
    public void Identity_IsTheDirectorysAlone_AndNotThatOfACopy()
    {
        using var run = new CliRun();
        using var other = new CliRun();
        var identity = DataDirectory.At(run.Folder).Identity();
        File.Copy(Path.Combine(run.Folder, "identity"), Path.Combine(other.Folder, "identity"));

        Assert.Equal(identity, DataDirectory.At(run.Folder).Identity());
        Assert.NotEqual(identity, DataDirectory.At(other.Folder).Identity());
        File.Delete(Path.Combine(run.Folder, "identity"));
        Assert.NotEqual(identity, DataDirectory.At(run.Folder).Identity());
    }

    [Fact]
    public async Task Serve_ServerRunsAlready_NamesItAndEnds()
    {
        using var run = new CliRun { StartHost = Fake };
        await using var server = await LocalServer.TryStartAsync(Options(run), Fake, CancellationToken.None);

        Assert.Equal(ExitCode.NoServer, await run.InvokeAsync("serve", "--data", run.Folder));

        Assert.Contains($":{server!.Address.Url.Port}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_CtrlC_EndsInGoodOrder()
    {
        using var run = new CliRun
        {
            StartHost = async (url, _, _, _) =>
            {
                var server = await FakeTuner.StartAsync(url);
                server.Add("unfinished");
                return server;
            },
        };
        using var interruption = new CancellationTokenSource();
        var serving = run.InvokeAsync(interruption.Token, "serve", "--data", run.Folder, "--port", "0", "--connection", "elsewhere");
        while (!run.Output.Contains("Going on: unfinished.", StringComparison.Ordinal)) await Task.Delay(10);

        await interruption.CancelAsync();

        Assert.Equal(ExitCode.Done, await serving);
        Assert.Contains("Serving http://127.0.0.1:", run.Output, StringComparison.Ordinal);
        Assert.Contains("(data in the storage that --connection names)", run.Output, StringComparison.Ordinal);
        Assert.Null(DataDirectory.At(run.Folder).ServerFile.Read());
    }

    private static ServeOptions Options(CliRun run) =>
        new() { Data = DataDirectory.At(run.Folder), Port = 0, Storage = new NamedStorage("elsewhere", "--connection") };
}
