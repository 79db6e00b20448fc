using Spectre.Console;
using Spectre.Console.Rendering;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>A text is laid out as Spectre does it, in as few pieces as it has lines: its tables take the square of their number.</summary>
public sealed class TextTests
{
    private static readonly string s_long = string.Join(' ', Enumerable.Range(0, 1_000).Select(i => $"word{i}"));

    [Theory]
    [InlineData("", 10)]
    [InlineData("short", 10)]
    [InlineData(" two  words and  more ", 10)]
    [InlineData("one-word-that-does-not-fit", 10)]
    [InlineData("wide 漢字漢字漢字 letters", 10)]
    [InlineData("漢字漢字漢字", 10)]
    [InlineData(null, 80)]
    [InlineData(null, 4096)]
    [InlineData(null, 100_000)]
    public void Render_AnyText_IsSpectresInOnePieceForEachLine(string? given, int width)
    {
        var text = given ?? s_long;
        var style = new Style(Color.Red);
        var options = RenderOptions.Create(Terminal.Plain(TextWriter.Null));
        IRenderable spectre = new Spectre.Console.Text(text, style);

        var pieces = new Text(text, style).Render(options, width).ToArray();

        var theirs = spectre.Render(options, width).ToArray();
        Assert.Equal(string.Concat(theirs.Select(p => p.Text)), string.Concat(pieces.Select(p => p.Text)));
        Assert.All(pieces.Where(p => !p.IsLineBreak), piece => Assert.Equal(style, piece.Style));
        Assert.InRange(pieces.Count(p => !p.IsLineBreak), 0, theirs.Count(p => p.IsLineBreak) + 1);
        Assert.Equal(spectre.Measure(options, width), new Text(text, style).Measure(options, width));
    }
}
