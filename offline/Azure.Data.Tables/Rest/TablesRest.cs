#nullable enable
using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Rest;

/// <summary>The requests of the Tables protocol, and the one place that sends them. Shared by all clients of a service client.</summary>
internal sealed class TablesRest
{
    private const string Json = "application/json";
    private const string MinimalMetadata = "application/json;odata=minimalmetadata";
    private static readonly string[] StorageScopes = ["https://storage.azure.com/.default"];
    private static readonly FailureDetails Details = new();
    private static readonly TableClientOptions Defaults = new();
    private readonly HttpPipeline _pipeline;
    private readonly Uri _base;
    private readonly string _version;

    private TablesRest(Uri endpoint, string? accountName, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        options ??= Defaults;
        Endpoint = endpoint;
        AccountName = accountName ?? ConnectionString.AccountOf(endpoint);
        _base = endpoint.AbsolutePath.EndsWith('/') ? endpoint : new UriBuilder(endpoint) { Path = endpoint.AbsolutePath + "/" }.Uri;
        _version = options.VersionHeader;
        _pipeline = HttpPipelineBuilder.Build(new HttpPipelineOptions(options)
        {
            PerRetryPolicies = { authentication },
            RequestFailedDetailsParser = Details,
        });
    }

    public Uri Endpoint { get; }

    public string AccountName { get; }

    public static TablesRest Create(string connectionString, TableClientOptions? options)
    {
        var parsed = ConnectionString.Parse(connectionString);
        HttpPipelinePolicy policy = parsed.Key is { } key ? new SharedKeyLitePolicy(key) : new SasPolicy(parsed.Sas!);
        return new TablesRest(parsed.Endpoint, parsed.AccountName, policy, options);
    }

    public static TablesRest Create(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new TablesRest(endpoint, credential.AccountName, new SharedKeyLitePolicy(credential), options);
    }

    public static TablesRest Create(Uri endpoint, TokenCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new TablesRest(endpoint, null, new BearerTokenAuthenticationPolicy(credential, StorageScopes), options);
    }

    public static TablesRest Create(Uri endpoint, AzureSasCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        if (endpoint.Scheme != Uri.UriSchemeHttps && !endpoint.IsLoopback)
            throw new ArgumentException("A shared access signature must not travel without https.", nameof(endpoint));
        return new TablesRest(endpoint, null, new SasPolicy(credential), options);
    }

    /// <summary>The path of one entity, below the endpoint. Quotes inside a key are doubled, then all of it is escaped.</summary>
    public static string EntityPath(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey='{EscapeKey(partitionKey)}',RowKey='{EscapeKey(rowKey)}')";

    public Uri UriOf(string path) => new(_base.AbsoluteUri + path);

    public HttpMessage Request(RequestMethod method, string path)
    {
        var message = _pipeline.CreateMessage();
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(_base);
        request.Uri.AppendPath(path, escape: false);
        var headers = request.Headers;
        headers.Add("x-ms-version", _version);
        headers.Add("DataServiceVersion", "3.0");
        headers.Add("Accept", MinimalMetadata);
        return message;
    }

    public HttpMessage Write(RequestMethod method, string path, PooledContent content, string contentType = Json)
    {
        var message = Request(method, path);
        message.Request.Headers.Add("Content-Type", contentType);
        message.Request.Content = content;
        return message;
    }

    /// <summary>Asks the service not to send back what it was just sent.</summary>
    public HttpMessage Insert(string path, PooledContent content)
    {
        var message = Write(RequestMethod.Post, path, content);
        message.Request.Headers.Add("Prefer", "return-no-content");
        return message;
    }

    public HttpMessage Query(string path, string? filter, int? top, string? select)
    {
        var message = Request(RequestMethod.Get, path);
        var uri = message.Request.Uri;
        if (top is { } count)
            uri.AppendQuery("$top", count.ToString(CultureInfo.InvariantCulture), escapeValue: false);
        if (select is not null)
            uri.AppendQuery("$select", select, escapeValue: true);
        if (!string.IsNullOrEmpty(filter))
            uri.AppendQuery("$filter", filter, escapeValue: true);
        return message;
    }

    public ValueTask SendAsync(HttpMessage message, CancellationToken cancellation)
    {
        var sending = _pipeline.SendAsync(message, cancellation);
        return message.Request.Content is PooledContent content ? SendAndReturnAsync(sending, content) : sending;
    }

    private static async ValueTask SendAndReturnAsync(ValueTask sending, PooledContent content)
    {
        await sending.ConfigureAwait(false);
        content.Return();
    }

    private static string EscapeKey(string key) =>
        Uri.EscapeDataString(key.Contains('\'', StringComparison.Ordinal) ? key.Replace("'", "''", StringComparison.Ordinal) : key);
}
