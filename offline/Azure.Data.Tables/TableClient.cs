using Azure.Core;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Rest;
using Azure.Data.Tables.Transactions;

namespace Azure.Data.Tables;

/// <summary>One table and its entities.</summary>
public class TableClient
{
    private static readonly StatusCodeClassifier FoundOrNot = new([200, 404]);
    private static readonly StatusCodeClassifier DeletedOrNot = new([204, 404]);
    private readonly TablesRest _rest;

    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(TablesRest.Create(connectionString, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(TablesRest.Create(endpoint, tokenCredential, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions options)
        : this(TablesRest.Create(endpoint, credential, options), tableName)
    {
    }

    internal TableClient(TablesRest rest, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        _rest = rest;
        Name = tableName;
    }

    public virtual string AccountName => _rest.AccountName;

    public virtual string Name { get; }

    public virtual Uri Uri => _rest.UriOf(Name);

    public static string CreateQueryFilter(FormattableString filter) => FilterLiterals.Create(filter);

    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        Rest.Tables.CreateIfNotExistsAsync(_rest, Name, cancellationToken);

    /// <summary>Deletes the table; one that is not there is no failure.</summary>
    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        Rest.Tables.DeleteAsync(_rest, Name, cancellationToken);

    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        RequireKeys(entity);
        return await SendWriteAsync(_rest.Insert(Name, Body(entity)), cancellationToken).ConfigureAwait(false);
    }

    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        RequireKeys(entity);
        if (ifMatch == default)
            throw new ArgumentException("An update says which version it replaces: an ETag, or ETag.All.", nameof(ifMatch));
        return await SendWriteAsync(UpdateMessage(entity, mode, ifMatch), cancellationToken).ConfigureAwait(false);
    }

    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        RequireKeys(entity);
        return await SendWriteAsync(UpdateMessage(entity, mode, default), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes an entity, whatever its version when <paramref name="ifMatch" /> is left out. One that is not there is no failure.</summary>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey,
        string rowKey,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        using var message = _rest.Request(RequestMethod.Delete, TablesRest.EntityPath(Name, partitionKey, rowKey));
        message.Request.Headers.Add("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString());
        message.ResponseClassifier = DeletedOrNot;
        await _rest.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return message.Response.Status is 204 or 404 ? message.Response : throw new RequestFailedException(message.Response);
    }

    public virtual Task<Response> DeleteEntityAsync(
        ITableEntity entity,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = GetMessage(partitionKey, rowKey, select);
        await _rest.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return Found<T>(message.Response);
    }

    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = GetMessage(partitionKey, rowKey, select);
        message.ResponseClassifier = FoundOrNot;
        await _rest.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return message.Response.Status == 404 ? new NoValue<T>(message.Response) : Found<T>(message.Response);
    }

    public virtual AsyncPageable<T> QueryAsync<T>(
        string filter = null,
        int? maxPerPage = null,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var selected = Join(select);
        return new PagedQuery<T>(
            _rest,
            top => _rest.Query(Name + "()", filter, top, selected),
            static content => EntityReader<T>.ReadPage(content.ToMemory().Span),
            maxPerPage,
            cancellationToken);
    }

    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var (content, boundary) = TransactionBody.Write(_rest, Name, transactionActions);
        using var message = _rest.Write(RequestMethod.Post, "$batch", content, "multipart/mixed; boundary=" + boundary);
        await _rest.SendAsync(message, cancellationToken).ConfigureAwait(false);
        if (message.Response.Status != 202)
            throw new RequestFailedException(message.Response);
        return Response.FromValue(TransactionReply.Read(message.Response), message.Response);
    }

    private static PooledContent Body(ITableEntity entity)
    {
        var content = new PooledContent();
        EntityWriter.Write(content, entity);
        return content;
    }

    private static Response<T> Found<T>(Response response)
        where T : class, ITableEntity =>
        response.Status == 200
            ? Response.FromValue(EntityReader<T>.ReadOne(response.Content.ToMemory().Span), response)
            : throw new RequestFailedException(response);

    private static string Join(IEnumerable<string> select) =>
        select is null ? null : string.Join(',', select) is { Length: > 0 } names ? names : null;

    private static void RequireKeys<T>(T entity)
        where T : ITableEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey);
        ArgumentNullException.ThrowIfNull(entity.RowKey);
    }

    private HttpMessage GetMessage(string partitionKey, string rowKey, IEnumerable<string> select)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return _rest.Query(TablesRest.EntityPath(Name, partitionKey, rowKey), filter: null, top: null, Join(select));
    }

    private HttpMessage UpdateMessage(ITableEntity entity, TableUpdateMode mode, ETag ifMatch)
    {
        var method = mode switch
        {
            TableUpdateMode.Merge => RequestMethod.Patch,
            TableUpdateMode.Replace => RequestMethod.Put,
            _ => throw new ArgumentException($"There is no update mode {mode}.", nameof(mode)),
        };
        var message = _rest.Write(method, TablesRest.EntityPath(Name, entity.PartitionKey, entity.RowKey), Body(entity));
        if (ifMatch != default)
            message.Request.Headers.Add("If-Match", ifMatch.ToString());
        return message;
    }

    private async Task<Response> SendWriteAsync(HttpMessage write, CancellationToken cancellation)
    {
        using var message = write;
        await _rest.SendAsync(message, cancellation).ConfigureAwait(false);
        return message.Response.Status is 204 or 201 ? message.Response : throw new RequestFailedException(message.Response);
    }
}
