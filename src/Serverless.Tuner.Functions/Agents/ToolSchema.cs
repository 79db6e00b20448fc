using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Tuner.Functions.Agents;

/// <summary>What a tool takes, as a JSON schema: an object with no other members.</summary>
/// <param name="members">Its members.</param>
internal sealed class ToolSchema(params IReadOnlyList<ToolMember> members)
{
    /// <summary>The names of the members.</summary>
    public IReadOnlyList<string> Names { get; } = [.. members.Select(member => member.Name)];

    /// <summary>The schema.</summary>
    public JsonElement Json { get; } = JsonSerializer.SerializeToElement(new JsonObject
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(members.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)member.Json))),
        ["required"] = new JsonArray([.. members.Where(member => member.IsRequired).Select(member => (JsonNode)member.Name)]),
        ["additionalProperties"] = false,
    });
}

/// <summary>One member of what a tool takes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means.</param>
/// <param name="Types">The JSON types that it may have.</param>
internal sealed record ToolMember(string Name, string Description, params IReadOnlyList<string> Types)
{
    /// <summary>The study's name, which most tools need.</summary>
    public static ToolMember Study { get; } = new("name", "the study's name", "string") { IsRequired = true };

    public bool IsRequired { get; init; }

    /// <summary>The words that it may be.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>The least and the most that it may be.</summary>
    public (int Min, int Max)? Range { get; init; }

    internal JsonObject Json
    {
        get
        {
            var schema = new JsonObject
            {
                ["type"] = Types.Count == 1 ? Types[0] : new JsonArray([.. Types.Select(type => (JsonNode)type)]),
                ["description"] = Description,
            };
            if (Words is not null) schema["enum"] = new JsonArray([.. Words.Select(word => (JsonNode)word)]);
            if (Range is var (min, max)) (schema["minimum"], schema["maximum"]) = (min, max);
            return schema;
        }
    }
}
