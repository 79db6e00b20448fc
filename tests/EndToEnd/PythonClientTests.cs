using System.Diagnostics;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EndToEnd;

/// <summary>The client for Python: its own tests, run by Python against a server.</summary>
public sealed class PythonClientTests
{
    private const string Python = "/usr/bin/python3";
    private static readonly string s_client = Path.Combine(Repository.Root, "clients", "python");

    [Fact]
    public async Task Tests_OfTheClient_Pass()
    {
        Assert.SkipWhen(!File.Exists(Python), $"there is no {Python}");
        await using var served = await Served.StartAsync();

        var (code, output) = await RunAsync(served, "-W", "ignore::ResourceWarning", "-m", "unittest", "discover", "-s", "tests");

        Assert.True(code == 0, output);
        Assert.Matches("Ran [0-9]{2,} tests", output);
        TestContext.Current.TestOutputHelper?.WriteLine(output);
    }

    private static async Task<(int Code, string Output)> RunAsync(Served served, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments)
        {
            WorkingDirectory = s_client,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["PYTHONPATH"] = s_client;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["TUNER_DATA"] = served.Data;
        start.Environment["TUNER_SERVER"] = served.Url.ToString();
        start.Environment["TUNER_KEY"] = (await File.ReadAllTextAsync(Path.Combine(served.Data, "token"))).Trim();
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            process.StandardInput.Close();
            var (output, errors) = (
                process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, $"{await output}{await errors}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
