namespace Serverless.Tuner.EmbeddedHost;

/// <summary>A task hub in Azure Storage, or in an emulator of it: instances
/// there outlive the hosts, and any number of hosts share them.</summary>
/// <param name="ConnectionString">The storage: its tables, queues and blobs.</param>
/// <param name="Name">The task hub: what the tables' and queues' names begin with. 3 to 45 letters and digits.</param>
public sealed record AzureStorageHub(string ConnectionString, string Name)
{
    private static readonly string[] NeededEndpoints = ["TableEndpoint", "QueueEndpoint", "BlobEndpoint"];

    /// <summary>Leaves the key out.</summary>
    public override string ToString() => Name;

    /// <exception cref="ArgumentException">Of the storage some services are named and others are not.</exception>
    internal void ThrowIfNotWhole()
    {
        // Where one is missing, the client libraries would guess its address.
        var named = ConnectionString.Split(';', StringSplitOptions.TrimEntries).Select(setting => setting.Split('=')[0]).ToList();
        var missing = NeededEndpoints.Except(named, StringComparer.OrdinalIgnoreCase).ToList();
        if (missing.Count is > 0 and < 3)
            throw new ArgumentException($"it has no {string.Join(" and no ", missing)}; a task hub needs tables, queues and blobs.");
    }
}
