namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads an objective that is a web endpoint. Whether the app may call it is not seen here.</summary>
internal static class HttpObjectiveParser
{
    private const int LongestUrl = 2_048;
    private const int MostHeaders = 32;
    private const int LongestHeader = 8_192;
    private const double LongestAnswer = 3_600;

    /// <summary>What the client sets itself, or what belongs to the connection.</summary>
    private static readonly HashSet<string> s_ownHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "host", "content-length", "content-type", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect", "keep-alive",
    };

    public static ObjectiveSpec Read(ObjectReader body)
    {
        body.Require("url");
        return new ObjectiveSpec
        {
            Kind = ObjectiveKind.Http,
            Url = ReadUrl(body),
            Secret = ReadSecretName(body),
            Headers = ReadHeaders(body),
            TimeoutSeconds = body.Number("timeoutSeconds", 0, LongestAnswer, isAbove: true),
        };
    }

    /// <summary>A URL of http or https.</summary>
    public static string? ReadUrl(ObjectReader body)
    {
        if (body.Text("url") is not { } url) return null;
        if (url.Length <= LongestUrl && Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)) return url;
        body.Error("url", $"must be a URL that begins with https:// and has at most {LongestUrl} characters");
        return null;
    }

    /// <summary>The name of a secret, which is itself in the app's settings.</summary>
    public static string? ReadSecretName(ObjectReader body)
    {
        if (body.Text("secret") is not { } name) return null;
        if (name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')) return name;
        body.Error(
            "secret",
            "must be the name of a secret (letters, digits, '-' and '_'); the secret itself is in the app's setting TUNER_SECRET_NAME");
        return null;
    }

    private static Dictionary<string, string>? ReadHeaders(ObjectReader body)
    {
        if (body.OpenMap("headers") is not { } map) return null;
        if (map.Names.Count > MostHeaders) body.Error("headers", $"has more than {MostHeaders} headers");
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in map.Names)
        {
            if (map.Text(name) is not { } value) continue;
            if (WrongWithHeader(name, value) is { } wrong) map.Error(name, wrong);
            else headers[name] = value;
        }

        return headers;
    }

    private static string? WrongWithHeader(string name, string value)
    {
        if (name.Length is 0 or > 128 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            return "is no name of a header: letters, digits, '-' and '_'";
        if (s_ownHeaders.Contains(name) || name.StartsWith("webhook-", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("proxy-", StringComparison.OrdinalIgnoreCase)) return "is set by the app itself";
        return value.Length <= LongestHeader && value.All(c => c is >= ' ' and <= '~')
            ? null
            : $"must have at most {LongestHeader} characters, printable ones of ASCII";
    }
}
