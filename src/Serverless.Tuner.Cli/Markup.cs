using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli;

/// <summary>Replaces Spectre's class everywhere in this namespace, as <see cref="Text"/> does.</summary>
internal static class Markup
{
    /// <summary>A text for use in markup: visible, on one line, and no markup itself.</summary>
    public static string Escape(string text) => Spectre.Console.Markup.Escape(VisibleText.Line(text));
}
