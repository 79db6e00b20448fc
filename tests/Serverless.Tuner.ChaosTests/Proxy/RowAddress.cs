namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>A row of a table, as the address of a request names it.</summary>
internal sealed record RowAddress(string Table, string PartitionKey, string RowKey)
{
    /// <summary>Reads <c>.../table(PartitionKey='...',RowKey='...')?...</c>,
    /// whatever of it is percent-encoded; null when it is no row.</summary>
    public static RowAddress? Of(string target)
    {
        // No key may contain a slash, so whatever comes before the last is the server's address or the account.
        var path = target.Split('?', 2)[0];
        var address = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
        var at = address.IndexOf('(', StringComparison.Ordinal);
        if (at <= 0 || !address.EndsWith(')')) return null;

        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = address[(at + 1)..^1];
        while (rest.Split("='", 2) is [var name, var from])
        {
            var end = EndOfLiteral(from);
            keys[name.Trim(' ', ',')] = from[..end].Replace("''", "'", StringComparison.Ordinal);
            rest = from[(end + 1)..];
        }

        return keys.TryGetValue("PartitionKey", out var partition)
            && keys.TryGetValue("RowKey", out var row) ? new(address[..at], partition, row) : null;
    }

    /// <summary>The place of the quote that ends a literal; quotes inside are doubled.</summary>
    private static int EndOfLiteral(string text)
    {
        var at = 0;
        while ((at = text.IndexOf('\'', at)) >= 0 && at + 1 < text.Length && text[at + 1] == '\'') at += 2;
        return at >= 0 ? at : throw new InvalidDataException($"The key does not end: '{text}");
    }
}
