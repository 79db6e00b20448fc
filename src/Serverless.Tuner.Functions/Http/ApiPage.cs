using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Serverless.Tuner.Functions.Http;

/// <summary>The OpenAPI document as a page of HTML that needs nothing else: no script, no font, nothing from anywhere.</summary>
internal static class ApiPage
{
    private const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}"
        + "code,pre{font:14px/1.4 ui-monospace,monospace;background:#f3f3f3;border-radius:4px}code{padding:0 .25em}"
        + "pre{padding:.75em;overflow-x:auto}table{border-collapse:collapse;width:100%}"
        + "td,th{text-align:left;vertical-align:top;padding:.25em .75em .25em 0;border-bottom:1px solid #ddd}"
        + "h2{margin-top:2.5rem;border-top:1px solid #ddd;padding-top:1rem}"
        + "@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}code,pre{background:#2a2a2a}td,th,h2{border-color:#444}"
        + "a{color:#8ab4f8}}";

    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    /// <summary>What a browser may do with the page: apply its one style.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The page.</summary>
    public static string Of(ReadOnlyMemory<byte> document)
    {
        using var parsed = JsonDocument.Parse(document);
        var (root, html) = (parsed.RootElement, new StringBuilder());
        var info = root.GetProperty("info");
        html.Append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append($"<title>{Text(info, "title")}</title><style>{Style}</style><h1>{Text(info, "title")}</h1>")
            .Append($"<p>{Text(info, "description")}</p><p><a href=\"openapi.json\">openapi.json</a></p><h2>Requests</h2><ul>");
        var operations = Operations(root).ToList();
        foreach (var (method, path, operation) in operations)
            html.Append($"<li><a href=\"#{Text(operation, "operationId")}\"><code>{method} {Encode(path)}</code></a></li>");
        html.Append("</ul>");
        foreach (var (method, path, operation) in operations) Append(html, method, path, operation);
        html.Append("<h2>What is sent and answered</h2>");
        foreach (var schema in root.GetProperty("components").GetProperty("schemas").EnumerateObject())
        {
            html.Append($"<h3 id=\"{Encode(schema.Name)}\">{Encode(schema.Name)}</h3><p>{Text(schema.Value, "description")}</p>");
            if (schema.Value.TryGetProperty("properties", out var properties)) AppendFields(html, properties);
        }

        return html.ToString();
    }

    private static IEnumerable<(string Method, string Path, JsonElement Operation)> Operations(JsonElement root) =>
        from path in root.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where Methods.Contains(operation.Name)
        select (operation.Name.ToUpperInvariant(), path.Name, operation.Value);

    private static void Append(StringBuilder html, string method, string path, JsonElement operation)
    {
        html.Append($"<h2 id=\"{Text(operation, "operationId")}\"><code>{method} {Encode(path)}</code></h2>")
            .Append($"<p>{Text(operation, "summary")}</p>");
        if (operation.TryGetProperty("parameters", out var parameters))
        {
            html.Append("<table>");
            foreach (var p in parameters.EnumerateArray())
                html.Append($"<tr><td><code>{Text(p, "name")}</code><td>{Text(p, "in")}<td>{Text(p, "description")}");
            html.Append("</table>");
        }

        if (operation.TryGetProperty("requestBody", out var body)) html.Append($"<h3>Body</h3>{Content(body)}");
        html.Append("<h3>Answers</h3><table>");
        foreach (var answer in operation.GetProperty("responses").EnumerateObject())
            html.Append($"<tr><td><code>{Encode(answer.Name)}</code><td>{Text(answer.Value, "description")}<td>{Content(answer.Value)}");
        html.Append("</table>");
    }

    private static string Content(JsonElement owner)
    {
        if (!owner.TryGetProperty("content", out var content)) return "";
        var html = new StringBuilder();
        foreach (var media in content.EnumerateObject())
        {
            if (media.Value.TryGetProperty("schema", out var schema)) html.Append(Kind(schema));
            if (media.Value.TryGetProperty("example", out var example)) html.Append($"<pre>{Encode(example.GetRawText())}</pre>");
        }

        return html.ToString();
    }

    private static void AppendFields(StringBuilder html, JsonElement properties)
    {
        html.Append("<table>");
        foreach (var property in properties.EnumerateObject())
            html.Append($"<tr><td><code>{Encode(property.Name)}</code><td>{Kind(property.Value)}<td>{Text(property.Value, "description")}");
        html.Append("</table>");
    }

    /// <summary>What a schema takes, in a word or by the name of another one.</summary>
    private static string Kind(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) return "";
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = Encode(reference.GetString()!.Split('/')[^1]);
            return $"<a href=\"#{name}\">{name}</a>";
        }

        if (schema.TryGetProperty("items", out var items)) return $"array of {Kind(items)}";
        if (schema.TryGetProperty("enum", out var words))
            return string.Join(", ", words.EnumerateArray().Select(w => $"<code>{Encode($"{w}")}</code>"));
        if (!schema.TryGetProperty("type", out var type)) return "";
        return type.ValueKind == JsonValueKind.Array
            ? string.Join(" or ", type.EnumerateArray().Select(t => Encode($"{t}")))
            : Encode($"{type}");
    }

    private static string Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var text) ? Encode(text.GetString() ?? "") : "";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
