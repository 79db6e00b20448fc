using System.Diagnostics;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.PublishedApp.Tests;

/// <summary>Publishes what was built along with these tests, or is built for the machines that it is published for.</summary>
internal static class Publishing
{
    /// <param name="project">Its folder in the repository.</param>
    /// <param name="directory">Where it is published.</param>
    /// <param name="builds">Whether it is built once more, for those machines.</param>
    public static async Task PublishAsync(string project, string directory, bool builds = false)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        string[] arguments =
        [
            "publish", project, "--configuration", configuration, "--output", directory, "-nologo", "-nodeReuse:false",
            builds ? "-p:UseSharedCompilation=false" : "--no-build",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // Build servers would outlive the tests.
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using var publish = Process.Start(start)!;
        var output = await Task.WhenAll(publish.StandardOutput.ReadToEndAsync(), publish.StandardError.ReadToEndAsync());
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
            throw new InvalidOperationException($"dotnet publish ended with {publish.ExitCode}:\n{string.Concat(output)}");
    }
}
