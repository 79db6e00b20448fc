using System.Diagnostics;

namespace Serverless.Tuner.Testing.Tests;

/// <summary>Runs <c>dotnet</c> as a person does, to its end.</summary>
internal static class DotnetProcess
{
    /// <param name="folder">Where it is run.</param>
    /// <param name="settings">More environment variables.</param>
    /// <param name="arguments">The command line.</param>
    /// <returns>Its exit code, and all that it printed.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string folder, Dictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        // Build servers would outlive the tests.
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(output));
    }
}
