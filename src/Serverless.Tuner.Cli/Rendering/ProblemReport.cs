using Serverless.Tuner.Contracts;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>Why the server refused, for people.</summary>
internal static class ProblemReport
{
    /// <summary>Writes a line for the refusal and one for each field that is wrong: <c>pointer: reason</c>.</summary>
    public static void Write(IAnsiConsole error, ProblemView problem)
    {
        var fields = problem.Errors ?? [];
        // A refusal for a single field says the same as the field's own line.
        if (fields is [var only] && problem.Detail?.EndsWith(only.Detail, StringComparison.Ordinal) == true)
        {
            error.Write(new Text($"{problem.Title}: {problem.Detail}", new Style(Color.Red)));
            error.WriteLine();
            return;
        }

        error.Write(new Text(problem.Detail ?? problem.Title, new Style(Color.Red)));
        error.WriteLine();
        foreach (var field in fields)
            error.WriteLine($"  {(field.Pointer.Length > 0 ? field.Pointer : "(the whole document)")}: {field.Detail}");
    }

    /// <summary>What a refusal ends the command with.</summary>
    public static int ExitCodeOf(ProblemView problem) => problem.Status >= 500 ? ExitCode.NoServer : ExitCode.InvalidInput;
}
