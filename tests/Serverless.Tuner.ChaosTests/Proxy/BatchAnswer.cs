using System.Globalization;

namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>The answers to entity-group transactions: 202 outside, the action that was refused inside.</summary>
internal static class BatchAnswer
{
    public const string ContentType = "multipart/mixed; boundary=batchresponse_proxy";

    /// <summary>The answer to a batch one of whose actions, counted from 0, is refused.</summary>
    public static string Refused(StorageError error, int action) => string.Join("\r\n",
        "--batchresponse_proxy",
        "Content-Type: multipart/mixed; boundary=changesetresponse_proxy",
        "",
        "--changesetresponse_proxy",
        "Content-Type: application/http",
        "Content-Transfer-Encoding: binary",
        "",
        $"HTTP/1.1 {error.Status} {error.Code}",
        "X-Content-Type-Options: nosniff",
        "DataServiceVersion: 3.0;",
        $"Content-Type: {StorageError.ContentType}",
        "",
        error.ToJson(action),
        "--changesetresponse_proxy--",
        "--batchresponse_proxy--",
        "");

    /// <summary>The status of the refused action in an answer; null when none was refused.</summary>
    public static int? RefusedStatus(string? contentType, string answer) => MimePart.Of(contentType, answer).Leaves()
        .Select(part => (int?)int.Parse(part.Http().StartLine.Split(' ')[1], CultureInfo.InvariantCulture))
        .FirstOrDefault(status => status >= 400);
}
