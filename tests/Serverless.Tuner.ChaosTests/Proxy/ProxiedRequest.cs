using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>A request as the proxy received it.</summary>
/// <param name="Number">Its place among all requests, from 1.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="ClientRequestId">The client's id of the operation, the same for each of its own tries.</param>
/// <param name="Body">The body, without the boundaries that a batch chooses anew each time.</param>
/// <param name="GuardedRow">The row that the request writes if it still is as it was, when it does; of a batch the first one.</param>
internal sealed partial record ProxiedRequest(int Number, string Method, string Path, string? ClientRequestId, string Body, GuardedRow? GuardedRow)
{
    public bool IsBatch => Path.EndsWith("$batch", StringComparison.Ordinal);

    public bool IsWrite => Method != "GET";

    /// <summary>What makes two requests the same one: method, path and body.</summary>
    public string Identity { get; } = $"{Method} {Path} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body)))}";

    public static ProxiedRequest Of(int number, string method, string path, string? clientRequestId, string? ifMatch, byte[] body)
    {
        var text = Boundary().Replace(Encoding.UTF8.GetString(body), "$1");
        return new(number, method, path, clientRequestId, text, GuardedRow.Of(path, ifMatch, text));
    }

    [GeneratedRegex("(batch|changeset)_[0-9a-fA-F-]{36}")]
    private static partial Regex Boundary();
}
