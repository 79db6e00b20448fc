using Serverless.Tuner.Cli.Rendering;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Serverless.Tuner.Cli;

/// <summary>
/// Stands in for Spectre's everywhere in this program (it is in the namespace around): a text on one line, with the width of what
/// is seen of it, so that no name can break a table or feign a line of output.
/// </summary>
/// <param name="text">Anything, from wherever it comes.</param>
/// <param name="style">How it looks.</param>
internal sealed class Text(string text, Style? style = null) : IRenderable
{
    private readonly IRenderable _shown = new Spectre.Console.Text(VisibleText.Line(text), style);

    /// <inheritdoc />
    public Measurement Measure(RenderOptions options, int maxWidth) => _shown.Measure(options, maxWidth);

    /// <inheritdoc />
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => _shown.Render(options, maxWidth);
}
