using Serverless.Tuner.Cli.Rendering;
using Spectre.Console.Rendering;

namespace Serverless.Tuner.Cli;

/// <summary>
/// Replaces Spectre's class of that name everywhere in this namespace: any text on one line, measured by what is seen of it, so that no
/// name can break a table or fake a line of output.
/// </summary>
internal sealed class Text(string text, Style? style = null) : IRenderable
{
    private readonly IRenderable _shown = new Spectre.Console.Text(VisibleText.Line(text), style);

    public Measurement Measure(RenderOptions options, int maxWidth) => _shown.Measure(options, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => _shown.Render(options, maxWidth);
}
