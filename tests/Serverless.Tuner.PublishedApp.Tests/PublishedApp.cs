using System.Diagnostics;
using Serverless.Tuner.PublishedApp.Tests;
using Serverless.Tuner.TestKit;

[assembly: AssemblyFixture(typeof(PublishedApp))]

namespace Serverless.Tuner.PublishedApp.Tests;

/// <summary>The function app as <c>dotnet publish</c> leaves it, from what was built along with these tests.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = System.IO.Directory.CreateTempSubdirectory("publishedapp-");

    public string Directory => _directory.FullName;

    public async ValueTask InitializeAsync()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        string[] arguments = [
            "publish", "src/Serverless.Tuner.Functions", "--no-build", "--configuration", configuration, "--output", Directory, "-nologo",
            "-nodeReuse:false"];
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

    public ValueTask DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
