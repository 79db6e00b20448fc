using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Commands;

/// <summary>Other studies that go on when a command starts a server.</summary>
internal static class OtherStudies
{
    private const int Most = 8;

    /// <summary>Writes their names in a line, and those of paused ones in another, if there are any.</summary>
    public static async Task WriteAsync(
        IAnsiConsole output, string label, TunerClient client, string? except, CancellationToken cancellationToken)
    {
        var (going, paused) = (new List<string>(), new List<string>());
        try
        {
            await foreach (var study in client.ListStudiesAsync(cancellationToken))
            {
                if (study.State != StudyState.Running || study.Name == except) continue;
                var names = Format.IsPaused(study.Waiting) ? paused : going;
                names.Add(study.Name);
            }
        }
        catch (Exception e) when (e is TunerApiException or HttpRequestException or OperationCanceledException)
        {
            return; // Only a remark: a failure shows elsewhere.
        }

        Write(output, label, going);
        Write(output, "Paused", paused);
    }

    private static void Write(IAnsiConsole output, string label, List<string> names)
    {
        var more = names.Count > Most ? $" and {names.Count - Most} more" : "";
        if (names.Count > 0) output.WriteLine($"{label}: {string.Join(", ", names.Take(Most))}{more}.");
    }
}
