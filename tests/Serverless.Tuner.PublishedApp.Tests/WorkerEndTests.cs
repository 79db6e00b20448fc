using System.Diagnostics;
using Serverless.Tuner.PublishedApp.Tests.FunctionsHost;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.PublishedApp.Tests;

/// <summary>How the worker's process ends.</summary>
public sealed class WorkerEndTests(PublishedApp app)
{
    [Fact]
    public async Task Terminate_IdleWorker_EndsInOrderAndLeavesNoProcess()
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        await using var host = await StandInHost.StartAsync(app.Directory, RunningApp.Settings(azurite));
        using var worker = Process.GetProcessById(host.WorkerId);
        // It listens before its start is over, and one that is told to end amid its own start breaks that off with an error.
        await host.SendAsync(HttpMethod.Get, "/v1/tuner/ready");

        var exitCode = await host.TerminateAsync();

        Assert.True(exitCode == 0, $"It ended with {exitCode}:\n{host.WorkerOutput}");
        Assert.True(worker.HasExited);
    }

    [Fact]
    public async Task Start_FunctionTimeoutThatIsNoTime_SaysSo()
    {
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
            ["AzureFunctionsJobHost__functionTimeout"] = "soon",
        };

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => StandInHost.StartAsync(app.Directory, settings));

        Assert.Contains("AzureFunctionsJobHost__functionTimeout is 'soon'", e.Message, StringComparison.Ordinal);
    }
}
