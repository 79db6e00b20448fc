using System.Text;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>A writer that lets no character through which a terminal would obey; JSON stays the JSON that it is.</summary>
internal sealed class VisibleWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    // The first half of a character, or of a line break: what it is only shows with what follows.
    private char? _half;

    /// <inheritdoc />
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc />
    public override void Write(char value) => Write([value]);

    /// <inheritdoc />
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc />
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<char> buffer)
    {
        var text = _half is { } half ? $"{half}{buffer}" : buffer.ToString();
        _half = text is [.., var last] && (last == '\r' || char.IsHighSurrogate(last)) ? last : null;
        inner.Write(VisibleText.Lines(_half is null ? text : text[..^1]));
    }

    /// <inheritdoc />
    public override void Flush()
    {
        if (_half is { } half) inner.Write(VisibleText.Lines(half.ToString()));
        _half = null;
        inner.Flush();
    }
}
