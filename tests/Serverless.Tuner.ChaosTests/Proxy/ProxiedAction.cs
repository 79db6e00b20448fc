namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>Something that is asked of the storage: by a request of its own, or as an action of a batch.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">The address, absolute or relative.</param>
/// <param name="IfMatch">The condition of a write; null for none.</param>
/// <param name="Body">The body, empty when there is none.</param>
internal sealed record ProxiedAction(string Method, string Target, string? IfMatch, string Body)
{
    /// <summary>The row that is asked for or written; null when the address names none.</summary>
    public RowAddress? Row { get; } = RowAddress.Of(Target);

    /// <summary>Whether it is to be done only if the row is still as it was.</summary>
    public bool IsGuarded => Row is not null && IfMatch is not (null or "*");

    /// <summary>What makes two actions the same one: method, row or path, and body.</summary>
    public string Identity => $"{Method} {Row?.ToString() ?? Uri.UnescapeDataString(Target.Split('?', 2)[0])} {Body}";

    /// <summary>The actions of a batch in their order.</summary>
    public static IReadOnlyList<ProxiedAction> OfBatch(string? contentType, string body)
    {
        List<ProxiedAction> actions = [.. MimePart.Of(contentType, body).Leaves().Select(Of)];
        return actions.Count > 0 ? actions : throw new InvalidDataException("There is no action in the batch.");
    }

    private static ProxiedAction Of(MimePart part)
    {
        var (line, message) = part.Http();
        var (method, end) = (line.IndexOf(' ', StringComparison.Ordinal), line.LastIndexOf(" HTTP/", StringComparison.Ordinal));
        if (method <= 0 || end <= method) throw new InvalidDataException($"'{line}' is no request.");
        return new(line[..method], line[(method + 1)..end].Trim(), message.Header("If-Match"), message.Body.Trim());
    }
}
