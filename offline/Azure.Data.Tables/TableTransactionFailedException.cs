namespace Azure.Data.Tables;

/// <summary>The service refused an entity-group transaction, and with it every action in it.</summary>
#pragma warning disable CA1032 // The published type has these constructors and no others.
public class TableTransactionFailedException : RequestFailedException
{
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException.Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException) =>
        FailedTransactionActionIndex = LeadingIndex(requestFailedException.Message);

    /// <summary>Which action was refused; null where the service does not say.</summary>
    public int? FailedTransactionActionIndex { get; }

    /// <summary>The service puts the index in front of its message: <c>3:The specified entity already exists.</c></summary>
    private static int? LeadingIndex(string message)
    {
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), out var index) ? index : null;
    }
}
