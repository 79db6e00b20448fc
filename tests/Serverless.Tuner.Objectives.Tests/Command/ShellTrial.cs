using System.Text.Json;

namespace Serverless.Tuner.Objectives.Tests.Command;

/// <summary>Trials whose program is a shell script.</summary>
internal static class ShellTrial
{
    /// <summary>What ends a script that has nothing else to say.</summary>
    public const string Done = """; echo '{"value":1}'""";

    public static RecordingTrial Of(
        string script, string? directory = null, Func<ReportView, bool>? onReport = null, IReadOnlyDictionary<string,
        string>? environment = null) =>
        new(Parameters.Of($$"""{"script":{{JsonSerializer.Serialize(script)}}}"""))
        {
            Objective = new()
            {
                Kind = ObjectiveKind.Command,
                Command = [
                    "/bin/sh", "-c", "{script}"],
                WorkingDirectory = directory,
                Environment = environment,
            },
            OnReport = onReport ?? (_ => true),
        };

    public static Task<ObjectiveResult> RunAsync(RecordingTrial trial, CancellationToken cancellationToken = default) =>
        new CommandObjective().EvaluateAsync(trial, cancellationToken).WaitAsync(Eventually.Patience, CancellationToken.None);

    /// <summary>Runs a script, and gives what it printed with <c>say</c>.</summary>
    public static async Task<string> SayAsync(
        string script, string? directory = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        const string Say = """say() { printf '{"value":1,"attributes":{"said":"%s"}}\n' "$1"; }; """;
        return (await RunAsync(Of(Say + script, directory, environment: environment))).Attributes!["said"];
    }
}
