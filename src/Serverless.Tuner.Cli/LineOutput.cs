namespace Serverless.Tuner.Cli;

/// <summary>Replaces Spectre's method everywhere in this namespace, as <see cref="Text"/> does.</summary>
internal static class LineOutput
{
    private const string Tab = "    ";

    // A progress bar returns to its line's start: each of its states is shown as a line.
    private static readonly string[] LineEnds = ["\r\n", "\n", "\r"];

    public static void WriteLine(this IAnsiConsole console, string text, Style? style = null)
    {
        console.Write(new Text(text, style));
        console.WriteLine();
    }

    /// <summary>Writes a text of several lines as these lines.</summary>
    public static void WriteLines(this IAnsiConsole console, string text, Style? style = null, string indent = "")
    {
        foreach (var line in text.TrimEnd().Split(LineEnds, StringSplitOptions.None))
            console.WriteLine(indent + line.Replace("\t", Tab, StringComparison.Ordinal), style);
    }

    /// <summary>The last line of a text that is not empty: of a stack trace the exception's name and message.</summary>
    public static string LastOf(string text) => text
        .Split(LineEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("");
}
