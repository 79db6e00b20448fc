#nullable enable
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables.Transactions;

/// <summary>The answer to one action, over the bytes of the whole reply: a header becomes a string only when it is asked for.</summary>
internal sealed class TransactionResponse(int status, ReadOnlyMemory<byte> headers, ReadOnlyMemory<byte> content, string clientRequestId)
    : Response
{
    private Stream? _stream;

    public override int Status => status;

    public override string ReasonPhrase => "";

    public override string ClientRequestId { get; set; } = clientRequestId;

    public override Stream? ContentStream
    {
        get => _stream ??= new MemoryStream(content.ToArray(), 0, content.Length, writable: false, publiclyVisible: true);
        set => _stream = value;
    }

    public override void Dispose()
    {
    }

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        var rest = headers.Span;
        while (NextHeader(ref rest, out var header, out var text))
        {
            if (Ascii.EqualsIgnoreCase(header, name))
            {
                value = Encoding.UTF8.GetString(text);
                return true;
            }
        }
        value = null;
        return false;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders()
    {
        var all = new List<HttpHeader>();
        var rest = headers.Span;
        while (NextHeader(ref rest, out var name, out var value))
            all.Add(new HttpHeader(Encoding.UTF8.GetString(name), Encoding.UTF8.GetString(value)));
        return all;
    }

    private static bool NextHeader(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            var colon = line.IndexOf((byte)':');
            if (colon <= 0)
                continue;
            name = line[..colon].Trim((byte)' ');
            value = line[(colon + 1)..].Trim(" \r"u8);
            return true;
        }
        name = default;
        value = default;
        return false;
    }
}
