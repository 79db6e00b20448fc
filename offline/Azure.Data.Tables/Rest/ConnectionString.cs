#nullable enable
using System.Net;

namespace Azure.Data.Tables.Rest;

/// <summary>Where the tables are and with what to ask for them, out of a connection string.</summary>
internal sealed record ConnectionString(Uri Endpoint, string? AccountName, TableSharedKeyCredential? Key, AzureSasCredential? Sas)
{
    private const string DevelopmentAccount = "devstoreaccount1";

    /// <summary>The emulators' published key, the same on every machine; it protects nothing.</summary>
    private const string DevelopmentKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static ConnectionString Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var settings = Split(connectionString);

        if (settings.TryGetValue("UseDevelopmentStorage", out var development) && bool.TryParse(development, out var on) && on)
            return Development(settings.GetValueOrDefault("DevelopmentStorageProxyUri"));

        var account = settings.GetValueOrDefault("AccountName");
        var key = settings.GetValueOrDefault("AccountKey");
        var signature = settings.GetValueOrDefault("SharedAccessSignature");
        var endpoint = EndpointOf(settings, account);
        if (endpoint is null || (signature is null && (account is null || key is null)))
            throw new InvalidOperationException("No valid combination of account information found in the connection string.");

        return signature is not null
            ? new ConnectionString(endpoint, account, null, new AzureSasCredential(signature))
            : new ConnectionString(endpoint, account, new TableSharedKeyCredential(account!, key!), null);
    }

    /// <summary>The account is the first label of the host, or the first segment of the path where the host is an emulator's.</summary>
    public static string AccountOf(Uri endpoint)
    {
        if (!IsEmulatorHost(endpoint.Host))
            return endpoint.Host.Split('.')[0];
        var path = endpoint.AbsolutePath.Trim('/');
        return path.Split('/')[0];
    }

    private static bool IsEmulatorHost(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out _) || !host.Contains('.', StringComparison.Ordinal);

    private static Dictionary<string, string> Split(string connectionString)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !settings.TryAdd(part[..equals].TrimEnd(), part[(equals + 1)..].TrimStart()))
                throw new FormatException("A connection string is 'name=value' pairs with ';' between them, each name once.");
        }
        return settings;
    }

    private static ConnectionString Development(string? proxy)
    {
        var host = proxy is null ? "http://127.0.0.1" : new UriBuilder(proxy) { Port = -1, Path = "" }.Uri.ToString().TrimEnd('/');
        return new ConnectionString(
            new Uri($"{host}:10002/{DevelopmentAccount}"),
            DevelopmentAccount,
            new TableSharedKeyCredential(DevelopmentAccount, DevelopmentKey),
            null);
    }

    private static Uri? EndpointOf(Dictionary<string, string> settings, string? account)
    {
        if (settings.TryGetValue("TableEndpoint", out var endpoint))
            return new Uri(endpoint);
        if (account is null)
            return null;
        var protocol = settings.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        var suffix = settings.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        return new Uri($"{protocol}://{account}.table.{suffix}");
    }
}
