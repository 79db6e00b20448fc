namespace Azure.Data.Tables.Entities;

internal static class PropertyNames
{
    public const string PartitionKey = "PartitionKey";
    public const string RowKey = "RowKey";
    public const string Timestamp = "Timestamp";
    public const string ETag = "odata.etag";
    public const string TypeSuffix = "@odata.type";

    /// <summary>What the protocol adds to an entity and the service sets itself; never sent.</summary>
    public static bool IsServiceOwned(string name) =>
        name == Timestamp || name.StartsWith("odata.", StringComparison.Ordinal);
}
