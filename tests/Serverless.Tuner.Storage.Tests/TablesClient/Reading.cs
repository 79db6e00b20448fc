namespace Serverless.Tuner.Storage.Tests.TablesClient;

/// <summary>A class with every type of property that a table can hold.</summary>
public sealed class Reading : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? Text { get; set; }

    public int Count { get; set; }

    public long Micros { get; set; }

    public long? MaybeMicros { get; set; }

    public double Value { get; set; }

    public double? MaybeValue { get; set; }

    public bool Done { get; set; }

    public Guid Id { get; set; }

    public DateTimeOffset At { get; set; }

    public DateTime Utc { get; set; }

    public byte[]? Bytes { get; set; }

    public DayOfWeek Day { get; set; }
}
