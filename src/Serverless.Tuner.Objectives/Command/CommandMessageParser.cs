using System.Text.Json;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>Reads the lines of a program's standard output.</summary>
/// <remarks>
/// <c>{"step": 3, "value": 0.91}</c> is a report, with <c>values</c> in place of the value where a study has several directions, and
/// optionally with the <c>costUsd</c> so far; an object with <c>value</c>, <c>values</c>
/// or <c>metrics</c> and no step is the outcome, optionally with <c>costUsd</c>, <c>constraints</c> and <c>attributes</c>. Other lines
/// have no meaning.
/// </remarks>
internal static class CommandMessageParser
{
    private const int ShownLength = 300;
    private const int ShownName = 100;
    private const string OneOfBoth = "give 'value' or 'values', not both";
    private const decimal HighestCostUsd = 1_000_000_000;

    /// <param name="line">The line.</param>
    /// <param name="shown">What an error may show of it, as of one that holds secrets; the line itself by default.</param>
    /// <exception cref="ObjectiveException">The line starts like an object but
    /// is not JSON, or a value has the wrong type or is not finite.</exception>
    public static CommandMessage Parse(string line, string? shown = null)
    {
        if (!line.AsSpan().TrimStart().StartsWith('{')) return new CommandMessage.Other();
        shown ??= line;
        using var document = Read(line, shown);
        try
        {
            return Meaning(document.RootElement, shown);
        }
        catch (InvalidOperationException e)
        {
            // JSON can escape half of a surrogate pair, which is no text.
            throw new ObjectiveException($"The program printed {Shown(shown)}: it holds half of a surrogate pair.", e);
        }
    }

    private static CommandMessage Meaning(JsonElement message, string line)
    {
        if (!message.TryGetProperty("step", out var step)) return Outcome(message, line);
        var (value, values) = (Find(message, "value"), Find(message, "values"));
        if (value is not null && values is not null) throw Wrong(OneOfBoth, line);
        if (value is null && values is null) throw Wrong("a report needs a 'value' beside its 'step', or 'values'", line);
        var vector = values is { } many ? Numbers(many, line) : null;
        var first = vector?[0] ?? Number(value!.Value, "value", line);
        return new CommandMessage.Report(Step(step, line), first, Cost(Find(message, "costUsd"), line)) with { Values = vector };
    }

    private static CommandMessage Outcome(JsonElement message, string line)
    {
        var (value, values, metrics) = (Find(message, "value"), Find(message, "values"), Find(message, "metrics"));
        if (value is not null && values is not null) throw Wrong(OneOfBoth, line);
        if (value is null && values is null && metrics is null) return new CommandMessage.Other();
        return new CommandMessage.Final(
            new ObjectiveResult(value is { } one ? [Number(one, "value", line)] : values is { } many ? Numbers(many, line) : [])
            {
                Metrics = Numbers(metrics, "metrics", line),
                CostUsd = Cost(Find(message, "costUsd"), line),
                Constraints = Numbers(Find(message, "constraints"), "constraints", line),
                Attributes = Find(message, "attributes") is { } attributes ? Attributes(attributes, line) : null,
            });
    }

    private static JsonElement? Find(JsonElement message, string name) => message.TryGetProperty(name, out var found) ? found : null;

    private static JsonDocument Read(string line, string shown)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw NotFiniteWord.Find(shown) is var (name, word)
                ? Wrong($"{Excerpt.Start(name, ShownName)} is {word}", shown)
                : new ObjectiveException(
                    $"The program printed a line that starts like JSON but is not: {Shown(shown)} ({Why(shown, e)})", e);
        }
    }

    private static string Why(string line, JsonException e) => line.AsSpan().Trim() switch
    {
        "{" => "an outcome must be on one line: in Python json.dumps(result) without indent",
        ['{', '\'', ..] => "a dictionary of Python's is no JSON: print json.dumps(result), not the dictionary",
        _ => e.Message,
    };

    private static int Step(JsonElement step, string line) =>
        step.ValueKind == JsonValueKind.Number && step.TryGetInt32(out var number) && number >= 0
            ? number
            : throw Wrong("step must be a whole number from 0", line);

    private static double Number(JsonElement element, string name, string line)
    {
        if (element.ValueKind != JsonValueKind.Number) throw Wrong($"{name} must be a number", line);
        return element.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Wrong($"{name} is not finite", line);
    }

    private static double[] Numbers(JsonElement element, string line) =>
        element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0
            ? [.. element.EnumerateArray().Select((v, i) => Number(v, $"values[{i}]", line))]
            : throw Wrong("values must be an array of numbers", line);

    private static decimal? Cost(JsonElement? element, string line) =>
        element is not { } given || given.ValueKind == JsonValueKind.Null ? null
        : given.ValueKind == JsonValueKind.Number && given.TryGetDecimal(out var cost) && cost is >= 0 and <= HighestCostUsd ? cost
        : throw Wrong("costUsd must be a number of US dollars, 0 or more", line);

    private static Dictionary<string, double>? Numbers(JsonElement? element, string name, string line) => element is { } given
        ? Properties(given, name, line).ToDictionary(p => p.Name, p => Number(p.Value, $"{name}.{p.Name}", line))
        : null;

    private static Dictionary<string, string> Attributes(JsonElement element, string line) =>
        Properties(element, "attributes", line).ToDictionary(p => p.Name, p => p.Value.ToString());

    private static IEnumerable<JsonProperty> Properties(JsonElement element, string name, string line) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().GroupBy(p => p.Name).Select(g => g.Last())
            : throw Wrong($"{name} must be an object", line);

    private static ObjectiveException Wrong(string what, string line) => new($"The program printed {Shown(line)}: {what}.");

    private static string Shown(string line) => Excerpt.Start(line.Trim(), ShownLength);
}
