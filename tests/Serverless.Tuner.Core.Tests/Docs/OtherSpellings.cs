using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Tuner.Core.Tests.Docs;

/// <summary>Lets a schema have each field in snake_case, too.</summary>
internal static class OtherSpellings
{
    public static void Add(JsonNode? node, string at)
    {
        if (node is JsonArray items)
            for (var i = 0; i < items.Count; i++) Add(items[i], $"{at}/{i}");
        if (node is not JsonObject schema) return;
        foreach (var (name, member) in schema.ToArray()) Add(member, $"{at}/{name}");
        if (schema["properties"] is not JsonObject properties) return;
        foreach (var name in properties.Select(p => p.Key).Where(IsOtherwise).ToArray())
            properties[Snake(name)] = new JsonObject { ["$ref"] = $"{at}/properties/{name}" };
        if (schema["required"] is JsonArray required) Require(schema, [.. required.Select(r => (string)r!)]);
    }

    private static void Require(JsonObject schema, string[] names)
    {
        if (!names.Any(IsOtherwise)) return;
        schema["required"] = new JsonArray([.. names.Where(n => !IsOtherwise(n)).Select(n => JsonValue.Create(n))]);
        schema["allOf"] = new JsonArray([.. names.Where(IsOtherwise).Select(
            n => new JsonObject { ["anyOf"] = new JsonArray(Requires(n), Requires(Snake(n))) })]);
    }

    private static JsonObject Requires(string name) => new() { ["required"] = new JsonArray(name) };

    private static bool IsOtherwise(string name) =>
        Snake(name) != name && Serverless.Tuner.Core.StudyFiles.OtherNames.Field(Snake(name)) == name;

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
