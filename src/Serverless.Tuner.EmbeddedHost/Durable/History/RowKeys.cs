using System.Globalization;

namespace Serverless.Tuner.EmbeddedHost.Durable.History;

/// <summary>The keys of the history table; a partition is an instance.</summary>
internal static class RowKeys
{
    public const string Instance = "instance";
    public const string EventPrefix = "event|";
    public const string InboxPrefix = "inbox|";

    // '}' follows '|': the end of a prefix's range.
    public const string InboxEnd = "inbox}";

    private const int LongestInstanceId = 256;

    public static string Event(int generation, int episode)
        => string.Create(CultureInfo.InvariantCulture, $"{EventPrefix}{generation:D6}|{episode:D10}");

    public static string Inbox(DateTimeOffset time, long sequence, string id)
        => string.Create(CultureInfo.InvariantCulture, $"{InboxPrefix}{time.UtcTicks:D19}-{sequence:D10}-{id}");

    public static bool IsEvent(string rowKey) => rowKey.StartsWith(EventPrefix, StringComparison.Ordinal);

    public static (int Generation, int Episode) ParseEvent(string rowKey) => (
        int.Parse(rowKey.AsSpan(EventPrefix.Length, 6), CultureInfo.InvariantCulture),
        int.Parse(rowKey.AsSpan(EventPrefix.Length + 7), CultureInfo.InvariantCulture));

    /// <summary>Refuses an instance id that cannot be a partition key.</summary>
    public static void ThrowIfNotAnInstanceId(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.Length > LongestInstanceId || instanceId.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
        {
            throw new ArgumentException(
                $"'{instanceId}' cannot be an instance id: at most {LongestInstanceId} characters, none of / \\ # ? or control characters.",
                nameof(instanceId));
        }
    }
}
