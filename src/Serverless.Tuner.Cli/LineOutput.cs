namespace Serverless.Tuner.Cli;

/// <summary>Replaces Spectre's method everywhere in this namespace, as <see cref="Text"/> does.</summary>
internal static class LineOutput
{
    public static void WriteLine(this IAnsiConsole console, string text, Style? style = null)
    {
        console.Write(new Text(text, style));
        console.WriteLine();
    }
}
