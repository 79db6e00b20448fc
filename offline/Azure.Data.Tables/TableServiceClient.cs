using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables;

/// <summary>The tables of one account.</summary>
public class TableServiceClient
{
    private readonly TablesRest _rest;

    public TableServiceClient(string connectionString, TableClientOptions options = null) =>
        _rest = TablesRest.Create(connectionString, options);

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null) =>
        _rest = TablesRest.Create(endpoint, tokenCredential, options);

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options) =>
        _rest = TablesRest.Create(endpoint, credential, options);

    public TableServiceClient(Uri endpoint, AzureSasCredential credential, TableClientOptions options = null) =>
        _rest = TablesRest.Create(endpoint, credential, options);

    public virtual string AccountName => _rest.AccountName;

    public virtual Uri Uri => _rest.Endpoint;

    public virtual TableClient GetTableClient(string tableName) => new(_rest, tableName);

    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(
        string tableName,
        CancellationToken cancellationToken = default) =>
        Rest.Tables.CreateIfNotExistsAsync(_rest, tableName, cancellationToken);

    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        Rest.Tables.DeleteAsync(_rest, tableName, cancellationToken);

    public virtual AsyncPageable<TableItem> QueryAsync(
        string filter = null,
        int? maxPerPage = null,
        CancellationToken cancellationToken = default) =>
        new PagedQuery<TableItem>(
            _rest,
            top => _rest.Query("Tables", filter, top, select: null),
            ReadTables,
            maxPerPage,
            cancellationToken);

    private static List<TableItem> ReadTables(BinaryData content)
    {
        using var json = JsonDocument.Parse(content.ToMemory());
        var tables = new List<TableItem>();
        foreach (var table in json.RootElement.GetProperty("value"u8).EnumerateArray())
            tables.Add(new TableItem(table.GetProperty("TableName"u8).GetString()));
        return tables;
    }
}
