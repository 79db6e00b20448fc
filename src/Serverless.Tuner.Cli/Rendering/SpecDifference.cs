using System.Text.Json;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>A field that two studies say differently.</summary>
/// <param name="Field">Its JSON pointer; a parameter of the search space is named rather than counted.</param>
/// <param name="A">What the one says, as JSON; null when it says nothing.</param>
/// <param name="B">What the other says.</param>
internal sealed record SpecDifference(string Field, string? A, string? B)
{
    private const int LongestValue = 200;
    private const string Environment = "/objective/environment/";

    /// <summary>The fields in which two specs differ. Values of environment variables, which no server tells, are left out.</summary>
    public static IReadOnlyList<SpecDifference> Between(StudySpec a, StudySpec b)
    {
        var (left, right) = (Fields(a), Fields(b));
        return [.. left.Keys.Union(right.Keys)
            .Where(field => field != "/name" && left.GetValueOrDefault(field) != right.GetValueOrDefault(field))
            .Select(field => new SpecDifference(field, Shown(field, left), Shown(field, right)))];
    }

    private static string? Shown(string field, Dictionary<string, string> fields) =>
        fields.GetValueOrDefault(field) is not { } value ? null
            : field.StartsWith(Environment, StringComparison.Ordinal) ? "(another value)"
            : Excerpt.Start(value, LongestValue);

    private static Dictionary<string, string> Fields(StudySpec spec)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Flatten(JsonSerializer.SerializeToElement(spec, TunerJson.Options), "", fields);
        return fields;
    }

    private static void Flatten(JsonElement element, string at, Dictionary<string, string> fields)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject()) Flatten(member.Value, $"{at}/{member.Name}", fields);
        }
        else if (element.ValueKind == JsonValueKind.Array && element.EnumerateArray().All(HasName))
        {
            foreach (var item in element.EnumerateArray()) Flatten(item, $"{at}/{item.GetProperty("name").GetString()}", fields);
        }
        else
        {
            fields[at] = element.GetRawText();
        }
    }

    private static bool HasName(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String;
}
