using System.Text;
using Serverless.Tuner.Cli.Rendering;
using Spectre.Console.Rendering;

namespace Serverless.Tuner.Cli;

/// <summary>
/// Replaces Spectre's class of that name everywhere in this namespace: any text on one line, measured by what is seen of it, so that no
/// name can break a table or fake a line of output.
/// </summary>
/// <remarks>
/// Spectre renders a text word by word, and its tables count the width of a line anew for each piece of it: the time grows with the
/// square of the words, which in the wide lines of a log are thousands. So a line is one piece here.
/// </remarks>
internal sealed class Text(string text, Style? style = null) : IRenderable
{
    private readonly Segment _line = new(VisibleText.Line(text), style ?? Style.Plain);
    private Spectre.Console.Text? _wrapped;

    private Spectre.Console.Text Wrapped => _wrapped ??= new Spectre.Console.Text(_line.Text, style);

    public Measurement Measure(RenderOptions options, int maxWidth) => ((IRenderable)Wrapped).Measure(options, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        _line.Text.Length > 0 && _line.CellCount() <= maxWidth ? [_line] : Lines(((IRenderable)Wrapped).Render(options, maxWidth));

    private IEnumerable<Segment> Lines(IEnumerable<Segment> pieces)
    {
        var line = new StringBuilder();
        foreach (var piece in pieces)
        {
            if (!piece.IsLineBreak)
            {
                line.Append(piece.Text);
                continue;
            }

            if (line.Length > 0) yield return new Segment(line.ToString(), _line.Style);
            line.Clear();
            yield return piece;
        }

        if (line.Length > 0) yield return new Segment(line.ToString(), _line.Style);
    }
}
