using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>Why the server rejected a request, for people.</summary>
internal static class ProblemReport
{
    /// <summary>Writes a line for the refusal and one for each field that is wrong: <c>pointer: reason</c>.</summary>
    public static void Write(IAnsiConsole error, ProblemView problem)
    {
        var fields = problem.Errors ?? [];
        // The detail of a problem with a single field says the same as the field's line.
        if (fields is [var only] && problem.Detail?.EndsWith(only.Detail, StringComparison.Ordinal) == true)
        {
            error.WriteLine($"{problem.Title}: {Installation.OwnIn(problem.Detail)}", new Style(Color.Red));
            return;
        }

        error.WriteLine(Installation.OwnIn(problem.Detail ?? problem.Title), new Style(Color.Red));
        foreach (var field in fields)
            error.WriteLine($"  {(field.Pointer.Length > 0 ? field.Pointer : "(the whole document)")}: {field.Detail}");
    }

    public static int ExitCodeOf(ProblemView problem) => problem.Status >= 500 ? ExitCode.NoServer : ExitCode.InvalidInput;
}
