namespace Serverless.Tuner.Cli.Servers;

/// <summary>Azurite's account; its name and key are published and the same everywhere.</summary>
internal static class AzuriteAccount
{
    private const string Name = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>The table endpoint on a loopback port.</summary>
    public static Uri Endpoint(int port) => new($"http://127.0.0.1:{port}/{Name}");

    /// <summary>The connection string for a loopback port.</summary>
    public static string ConnectionString(int port) =>
        $"DefaultEndpointsProtocol=http;AccountName={Name};AccountKey={Key};TableEndpoint={Endpoint(port)};";
}
