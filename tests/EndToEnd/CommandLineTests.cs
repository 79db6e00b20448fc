using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Azure.Data.Tables;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EndToEnd;

/// <summary>What people do first, through the real program, its own Azurite and real processes.</summary>
public sealed class CommandLineTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private static readonly string Samples = Path.Combine(Repository.Root, "samples");
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tuner-cli-");
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("tuner-cli-");

    public void Dispose()
    {
        _data.Delete(recursive: true);
        _files.Delete(recursive: true);
    }

    [Fact]
    public async Task Demo_KeepsItsBudgetAndLeavesTheStudyToBeLookedAt()
    {
        var (exit, output) = await RunAsync("demo", "--data", _data.FullName);
        Assert.True(exit == 0, output);
        Assert.True(output.Contains("best trial", StringComparison.Ordinal), output);

        var study = await ShowAsync("digits-demo");
        Assert.Equal(StudyState.Ended, study.State);
        Assert.True(study.Ledger.SpentUsd <= study.Ledger.LimitUsd, $"spent {study.Ledger.SpentUsd} of {study.Ledger.LimitUsd}");
        Assert.True(study.StopReason is StopReason.Trials or StopReason.Budget, $"{study.StopReason}");
        Assert.True(study.Best!.Values[0] >= 0.9, $"best {study.Best.Values[0]}");
    }

    [Theory]
    [InlineData]
    [InlineData("--csharp")]
    public async Task Init_ThenRun_IsAFirstStudyOfOnesOwn(params string[] options)
    {
        var folder = Path.Combine(_files.FullName, "mine");
        var (written, said) = await RunAsync(["init", folder, .. options]);
        Assert.True(written == 0, said);

        var (exit, output) = await RunAsync(
            "run", Path.Combine(folder, "study.json"), "--data", _data.FullName, "--port", "0", "--table-port", "0");

        Assert.True(exit == 0, output);
        var study = await ShowAsync("mine");
        Assert.Equal(30, study.Counts.Complete);
        Assert.InRange(study.Best!.Values[0], 0, 0.1);
    }

    [Fact]
    public async Task Run_PortsAreTaken_TakesOthersAndSaysSo()
    {
        using var http = Occupy();
        using var tables = Occupy();

        var (exit, output) = await RunAsync(
            "run", Path.Combine(Samples, "branin.json"), "--data", _data.FullName, "--port", Port(http), "--table-port", Port(tables));

        Assert.True(exit == 0, output);
        Assert.Contains(Port(http), output, StringComparison.Ordinal);
        Assert.Contains(Port(tables), output, StringComparison.Ordinal);
        Assert.Equal(StudyState.Ended, (await ShowAsync("branin")).State);
    }

    [Fact]
    public async Task Run_BadStudyFile_NamesEveryFieldAndWritesNothing()
    {
        var file = Path.Combine(_files.FullName, "bad.json");
        await File.WriteAllTextAsync(file, """{"name":"bad","objective":"branin","searchSpace":{"x":[2,1],"y":[0,1,"log"]},"trials":0}""");

        var (exit, output) = await RunAsync("run", file, "--data", _data.FullName);

        Assert.Equal(2, exit);
        foreach (var pointer in (string[])["/searchSpace/x/0", "/searchSpace/y/0", "/trials"])
            Assert.Contains(pointer, output, StringComparison.Ordinal);
        var list = JsonSerializer.Deserialize<PageView<StudySummary>>(await ReadAsync("study", "list"), TunerJson.Options)!;
        Assert.Empty(list.Items);
    }

    [Fact]
    public async Task Run_EveryTrialFails_ShowsTheReasonAndExitsWith1()
    {
        var file = Path.Combine(_files.FullName, "failing.json");
        await File.WriteAllTextAsync(
            file,
            """{"name":"failing","objective":{"command":["sh","-c","echo out of luck >&2; exit 7"]},"searchSpace":{"x":[0,1]},"trials":2,"maxAttempts":1}""");

        var (exit, output) = await RunAsync("run", file, "--data", _data.FullName);

        Assert.Equal(1, exit);
        Assert.Contains("out of luck", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PythonScript_TunesScikitLearn()
    {
        using var probe = Process.Start(
            new ProcessStartInfo(
                "/usr/bin/env", ["PATH=/usr/bin:/bin", "python3", "-c", "import sklearn"])
            { RedirectStandardError = true })!;
        await probe.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(probe.ExitCode != 0, "/usr/bin/python3 has no scikit-learn");

        var path = "/usr/bin:" + Environment.GetEnvironmentVariable("PATH");
        await using var process = TunerProcess.Start(
            new Dictionary<string, string> { ["PATH"] = path }, "run", Path.Combine(
                Samples, "command-python.json"), "--data", _data.FullName, "--port", "0");
        Assert.True(await process.EndAsync(Limit) == 0, process.Output);

        var name = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(Samples, "command-python.json"))).RootElement.GetProperty("name").GetString()!;
        var study = await ShowAsync(name);
        Assert.True(study.Best!.Values[0] >= 0.9, $"best {study.Best.Values[0]}");
    }

    [Fact]
    public async Task Run_Interrupted_ExitsWith130AndGoesOnAtTheNextStart()
    {
        var file = Path.Combine(_files.FullName, "slow.json");
        await File.WriteAllTextAsync(
            file,
            """{"name":"slow","objective":{"command":["sh","-c","sleep 0.2; echo '{{\"value\":1}}'"]},"searchSpace":{"x":[0,1]},"trials":30,"parallelism":3}""");

        await using (var process = TunerProcess.Start("run", file, "--data", _data.FullName, "--port", "0"))
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (!process.Output.Contains("trial 3 ", StringComparison.Ordinal))
                await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
            await process.InterruptAsync();
            Assert.Equal(130, await process.EndAsync(TimeSpan.FromSeconds(30)));
        }

        var (exit, output) = await RunAsync("run", file, "--data", _data.FullName, "--port", "0");
        Assert.True(exit == 0, output);
        Assert.Equal(30, (await ShowAsync("slow")).Counts.Complete);
    }

    /// <summary>Neither way shows the key to others; the option counts more than the variable.</summary>
    [Theory, InlineData("--connection-file"), InlineData("TUNER_STORAGE")]
    public async Task Run_StorageIsNamed_WorksOnItAndStartsNoAzurite(string by)
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        var file = Path.Combine(_files.FullName, "connection");
        await File.WriteAllTextAsync(file, azurite.ConnectionString);
        var variables = new Dictionary<string, string>
        {
            ["TUNER_STORAGE"] = by == "TUNER_STORAGE" ? azurite.ConnectionString : "nonsense",
        };
        string[] options = by == "TUNER_STORAGE" ? [] : [by, file];

        await using var process = TunerProcess.Start(
            variables, ["run", Path.Combine(Samples, "branin.json"), "--data", _data.FullName, "--port", "0", .. options]);
        Assert.True(await process.EndAsync(Limit) == 0, process.Output);

        var row = await new TableClient(azurite.ConnectionString, "tunerstudies").GetEntityAsync<TableEntity>("branin", "study");
        Assert.Equal("Ended", row.Value.GetString("State"));
        Assert.False(Directory.Exists(Path.Combine(_data.FullName, "tables")));
    }

    private static TcpListener Occupy()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static string Port(TcpListener listener) => $"{((IPEndPoint)listener.LocalEndpoint).Port}";

    private async Task<StudyView> ShowAsync(string name) =>
        JsonSerializer.Deserialize<StudyView>(await ReadAsync("study", "show", name), TunerJson.Options)!;

    /// <summary>The JSON that a command prints.</summary>
    private async Task<string> ReadAsync(params string[] arguments)
    {
        await using var process = TunerProcess.Start([.. arguments, "--json", "--data", _data.FullName]);
        Assert.True(await process.EndAsync(Limit) == 0, process.Output);
        return process.StandardOutput;
    }

    private static async Task<(int Exit, string Output)> RunAsync(params string[] arguments)
    {
        await using var process = TunerProcess.Start(arguments);
        return (await process.EndAsync(Limit), process.Output);
    }
}
