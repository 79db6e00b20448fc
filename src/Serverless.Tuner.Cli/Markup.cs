using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli;

/// <summary>Stands in for Spectre's everywhere in this program, as <see cref="Text"/> does: nothing else of it is needed.</summary>
internal static class Markup
{
    /// <summary>A text inside of markup, such as a title: visible, on one line, and no markup itself.</summary>
    public static string Escape(string text) => Spectre.Console.Markup.Escape(VisibleText.Line(text));
}
