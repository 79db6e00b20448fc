using System.Text.RegularExpressions;

namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>A row that is written on condition that its ETag still holds.</summary>
internal sealed partial record GuardedRow(string Table, string PartitionKey, string RowKey)
{
    public static GuardedRow? Of(string path, string? ifMatch, string body)
    {
        if (ifMatch is not null) return ifMatch == "*" ? null : From(Entity().Match(path));
        return From(GuardedEntity().Match(body));
    }

    private static GuardedRow? From(Match match) =>
        match.Success ? new(match.Groups["table"].Value, Key(match, "partition"), Key(match, "row")) : null;

    private static string Key(Match match, string group) => Uri.UnescapeDataString(match.Groups[group].Value).Replace("''", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"/(?<table>[A-Za-z0-9]+)\(PartitionKey='(?<partition>[^)]*?)',RowKey='(?<row>[^)]*?)'\)")]
    private static partial Regex Entity();

    [GeneratedRegex(@"(?:PUT|PATCH|DELETE) \S*/(?<table>[A-Za-z0-9]+)\(PartitionKey='(?<partition>[^)]*?)',RowKey='(?<row>[^)]*?)'\) HTTP/1\.1\r\nIf-Match: (?!\*)")]
    private static partial Regex GuardedEntity();
}
