using Spectre.Console;

namespace Serverless.Tuner.Cli;

/// <summary>Stands in for Spectre's everywhere in this program, as <see cref="Text"/> does.</summary>
internal static class LineOutput
{
    /// <summary>Writes one line, whatever is in it.</summary>
    public static void WriteLine(this IAnsiConsole console, string text, Style? style = null)
    {
        console.Write(new Text(text, style));
        console.WriteLine();
    }
}
