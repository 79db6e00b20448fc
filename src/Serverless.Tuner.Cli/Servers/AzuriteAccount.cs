namespace Serverless.Tuner.Cli.Servers;

/// <summary>
/// The account of a local Azurite. Its name is that of every Azurite, since table names in a database contain it; its key is the data
/// directory's own: with the published one, any web page in a browser on this machine could write to the tables.
/// </summary>
internal sealed record AzuriteAccount
{
    private const string Name = "devstoreaccount1";
    private const int KeyBytes = 64;

    private AzuriteAccount(string key) => Key = key;

    private string Key { get; }

    /// <summary>The account as Azurite takes it: the name, a colon, the key.</summary>
    public string Setting => $"{Name}:{Key}";

    /// <summary>The account whose key is in a file; makes a missing file.</summary>
    public static AzuriteAccount KeptIn(string file)
    {
        var key = OwnerOnlyFile.ReadOrCreate(file, () => OwnerOnlyFile.NewSecret(KeyBytes));
        return Convert.TryFromBase64String(key, new byte[key.Length], out var bytes) && bytes == KeyBytes
            ? new AzuriteAccount(key)
            : throw new CliException(
                $"{file} holds no key of {KeyBytes} bytes in base64: delete it, and the next start makes a new one.",
                ExitCode.InvalidInput);
    }

    public string ConnectionString(AzuritePorts ports)
    {
        var tables = $"DefaultEndpointsProtocol=http;AccountName={Name};AccountKey={Key};TableEndpoint={Endpoint(ports.Table)};";
        var blobs = ports.Blob is { } blob ? $"BlobEndpoint={Endpoint(blob)};" : "";
        var queues = ports.Queue is { } queue ? $"QueueEndpoint={Endpoint(queue)};" : "";
        return tables + blobs + queues;
    }

    private static string Endpoint(int port) => $"http://127.0.0.1:{port}/{Name}";

    /// <summary>Leaves the key out.</summary>
    public override string ToString() => Name;
}
