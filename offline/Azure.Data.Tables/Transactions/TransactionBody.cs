#nullable enable
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables.Transactions;

/// <summary>Writes an entity-group transaction: a batch with one change set, in which each action is an HTTP request as text.</summary>
internal static class TransactionBody
{
    public static (PooledContent Content, string Boundary) Write(
        TablesRest rest,
        string table,
        IEnumerable<TableTransactionAction> actions)
    {
        var id = Guid.NewGuid();
        var boundary = $"batch_{id}";
        var changeset = $"changeset_{id}";
        var tableUri = rest.UriOf(table).AbsoluteUri;
        var content = new PooledContent(16 * 1024);

        content.Write($"--{boundary}\r\nContent-Type: multipart/mixed; boundary={changeset}\r\n\r\n");
        var any = false;
        foreach (var action in actions)
        {
            any = true;
            content.Write($"--{changeset}\r\n");
            content.Write("Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"u8);
            WriteAction(content, action, tableUri);
            content.Write("\r\n"u8);
        }
        if (!any)
            throw new InvalidOperationException("A transaction needs at least one action.");
        content.Write($"--{changeset}--\r\n--{boundary}--\r\n");
        return (content, boundary);
    }

    private static void WriteAction(PooledContent content, TableTransactionAction action, string tableUri)
    {
        var entity = action.Entity;
        switch (action.ActionType)
        {
            case TableTransactionActionType.Add:
                content.Write($"POST {tableUri} HTTP/1.1\r\nPrefer: return-no-content\r\n");
                WriteEntity(content, entity);
                break;
            case TableTransactionActionType.UpdateMerge:
                WriteTarget(content, "PATCH", tableUri, entity, action.ETag);
                WriteEntity(content, entity);
                break;
            case TableTransactionActionType.UpdateReplace:
                WriteTarget(content, "PUT", tableUri, entity, action.ETag);
                WriteEntity(content, entity);
                break;
            case TableTransactionActionType.UpsertMerge:
                WriteTarget(content, "PATCH", tableUri, entity, default);
                WriteEntity(content, entity);
                break;
            case TableTransactionActionType.UpsertReplace:
                WriteTarget(content, "PUT", tableUri, entity, default);
                WriteEntity(content, entity);
                break;
            case TableTransactionActionType.Delete:
                WriteTarget(content, "DELETE", tableUri, entity, action.ETag == default ? ETag.All : action.ETag);
                content.Write("Accept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\n\r\n"u8);
                break;
            default:
                throw new InvalidOperationException($"There is no transaction action {action.ActionType}.");
        }
    }

    private static void WriteTarget(PooledContent content, string verb, string tableUri, ITableEntity entity, ETag ifMatch)
    {
        content.Write($"{verb} {TablesRest.EntityPath(tableUri, entity.PartitionKey, entity.RowKey)} HTTP/1.1\r\n");
        if (ifMatch != default)
            content.Write($"If-Match: {ifMatch}\r\n");
    }

    private static void WriteEntity(PooledContent content, ITableEntity entity)
    {
        content.Write(
            "Accept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\nContent-Type: application/json\r\n\r\n"u8);
        EntityWriter.Write(content, entity);
    }
}
