using System.Text;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>A writer that passes on no character which a terminal would obey; JSON keeps its meaning.</summary>
internal sealed class VisibleWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    // The first half of a character or of a line break: its meaning depends on what follows.
    private char? _half;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        var text = _half is { } half ? $"{half}{buffer}" : buffer.ToString();
        _half = text is [.., var last] && (last == '\r' || char.IsHighSurrogate(last)) ? last : null;
        inner.Write(VisibleText.Lines(_half is null ? text : text[..^1]));
    }

    public override void Flush()
    {
        if (_half is { } half) inner.Write(VisibleText.Lines(half.ToString()));
        _half = null;
        inner.Flush();
    }
}
