using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>A request as the proxy received it.</summary>
/// <param name="Number">Its place among all requests, from 1.</param>
/// <param name="ClientRequestId">The client's id of the operation, the same for each of its own tries.</param>
/// <param name="IsBatch">Whether it is an entity-group transaction.</param>
/// <param name="Actions">What it asks for: one thing, or the actions of a batch.</param>
internal sealed record ProxiedRequest(int Number, string? ClientRequestId, bool IsBatch, IReadOnlyList<ProxiedAction> Actions)
{
    public bool IsWrite => IsBatch || Actions[0].Method != "GET";

    /// <summary>The first action that is to be done only if its row is still as it was; -1 when there is none.</summary>
    public int GuardedAction { get; } = Enumerable.Range(0, Actions.Count).FirstOrDefault(i => Actions[i].IsGuarded, -1);

    /// <summary>The row of the <see cref="GuardedAction"/>; null when there is none.</summary>
    public RowAddress? GuardedRow => GuardedAction < 0 ? null : Actions[GuardedAction].Row;

    /// <summary>What makes two requests the same one, whatever boundaries, dates and signatures they carry.</summary>
    public string Identity { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Actions.Select(action => action.Identity)))));

    public static ProxiedRequest Of(int number, string method, string target, IHeaderDictionary headers, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        var path = Uri.UnescapeDataString(target.Split('?', 2)[0]);
        var isBatch = method == "POST" && path.EndsWith("/$batch", StringComparison.Ordinal);
        return new(
            number,
            headers["x-ms-client-request-id"],
            isBatch,
            isBatch ? ProxiedAction.OfBatch(headers.ContentType, text) : [new(method, target, headers.IfMatch, text)]);
    }

    /// <summary>Whether something is in the body of one of its actions.</summary>
    public bool Writes(string text) => Actions.Any(action => action.Body.Contains(text, StringComparison.Ordinal));
}
