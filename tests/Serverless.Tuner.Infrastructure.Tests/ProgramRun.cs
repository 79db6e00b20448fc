using System.Diagnostics;

namespace Serverless.Tuner.Infrastructure.Tests;

/// <summary>How a program has ended, and what it has said.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="settings">All of its environment, but for what a program needs to run at all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<ProgramRun> OfAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("TUNER_") || name.StartsWith("AZURE_")).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var texts = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        return new ProgramRun(process.ExitCode, texts[0], texts[1]);
    }
}
