namespace Serverless.Tuner.Cli.Servers;

/// <summary>
/// The account of an Azurite of ours. Its name is every Azurite's, since the tables' names in a database contain it; its key is
/// the data directory's own: with the published one, any page that a browser here shows could write to the tables.
/// </summary>
internal sealed record AzuriteAccount
{
    private const string Name = "devstoreaccount1";
    private const int KeyBytes = 64;

    private AzuriteAccount(string key) => Key = key;

    private string Key { get; }

    /// <summary>How Azurite is told of it: the name, a colon, the key.</summary>
    public string Setting => $"{Name}:{Key}";

    /// <summary>The account whose key is in a file, which is made when it is missing.</summary>
    /// <exception cref="CliException">The file holds no key.</exception>
    public static AzuriteAccount KeptIn(string file)
    {
        var key = OwnerOnlyFile.ReadOrCreate(file, () => OwnerOnlyFile.NewSecret(KeyBytes));
        return Convert.TryFromBase64String(key, new byte[key.Length], out var bytes) && bytes == KeyBytes
            ? new AzuriteAccount(key)
            : throw new CliException($"{file} holds no key of {KeyBytes} bytes in base64: delete it, and the next start makes a new one.", ExitCode.InvalidInput);
    }

    /// <summary>The connection string for loopback ports.</summary>
    public string ConnectionString(AzuritePorts ports)
    {
        var tables = $"DefaultEndpointsProtocol=http;AccountName={Name};AccountKey={Key};TableEndpoint={Endpoint(ports.Table)};";
        return ports.Whole is var (blob, queue) ? tables + $"BlobEndpoint={Endpoint(blob)};QueueEndpoint={Endpoint(queue)};" : tables;
    }

    private static string Endpoint(int port) => $"http://127.0.0.1:{port}/{Name}";

    /// <summary>Leaves the key out.</summary>
    public override string ToString() => Name;
}
