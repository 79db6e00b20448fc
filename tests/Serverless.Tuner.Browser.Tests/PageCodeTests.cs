using System.Diagnostics;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Browser.Tests;

/// <summary>The dashboard's own tests, of what it computes and draws without a browser. Its packages were installed as it was built.
/// </summary>
public sealed class PageCodeTests
{
    [Fact]
    public async Task CodeOfTheDashboard_PassesItsOwnTests()
    {
        var start = new ProcessStartInfo("npm", ["test", "--silent"])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "src", "dashboard"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        var (printed, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        Assert.True(process.ExitCode == 0, await printed + await errors);
    }
}
