#nullable enable
using Azure.Core;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Rest;

/// <summary>Creating and deleting a table, as both clients do it.</summary>
internal static class Tables
{
    private static readonly StatusCodeClassifier Creation = new([201, 204, 409]);
    private static readonly StatusCodeClassifier Deletion = new([204, 404]);

    public static async Task<Response<TableItem>> CreateIfNotExistsAsync(TablesRest rest, string name, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var content = new PooledContent(256);
        EntityWriter.WriteTableName(content, name);
        using var message = rest.Insert("Tables", content);
        message.ResponseClassifier = Creation;
        await rest.SendAsync(message, cancellation).ConfigureAwait(false);

        var response = message.Response;
        if (response.Status is 201 or 204)
            return Response.FromValue(new TableItem(name), response);
        var failure = new RequestFailedException(response);
        return failure.ErrorCode == TableErrorCode.TableAlreadyExists ? Response.FromValue(new TableItem(name), response) : throw failure;
    }

    /// <summary>Deleting a table that is not there is no failure.</summary>
    public static async Task<Response> DeleteAsync(TablesRest rest, string name, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        using var message = rest.Request(RequestMethod.Delete, $"Tables('{Uri.EscapeDataString(name)}')");
        message.ResponseClassifier = Deletion;
        await rest.SendAsync(message, cancellation).ConfigureAwait(false);
        return message.Response.Status is 204 or 404 ? message.Response : throw new RequestFailedException(message.Response);
    }
}
