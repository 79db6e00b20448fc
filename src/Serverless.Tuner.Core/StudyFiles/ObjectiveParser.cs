using System.Text.Json;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads what a study's trials evaluate: a registered objective, a command, a web endpoint, or what workers bring.</summary>
internal static class ObjectiveParser
{
    private const int MaxVariableName = 128;
    private const int LongestShown = 200;

    private static readonly string[] s_kinds = ["external", "http"];

    private static readonly ObjectiveSpec External = new() { Kind = ObjectiveKind.External };

    public static (ObjectiveSpec? Spec, ObjectiveDefaults? Defaults) Read(ObjectReader reader, IObjectiveCatalog catalog, ErrorList errors)
    {
        if (reader.Get("objective") is not { } element) return (External, null);
        var pointer = reader.PointerTo("objective");
        if (element.ValueKind == JsonValueKind.String) return Registered(element.GetString()!, pointer, catalog, errors);
        if (element.ValueKind == JsonValueKind.Array)
        {
            errors.Add(pointer, $"must be a name or an object, not an array; a program is {{\"command\": {Shown(element.GetRawText())}}}");
            return default;
        }

        if (ObjectReader.Open(element, pointer, errors) is not { } body) return default;

        var kind = body.Text("kind") ?? KindOf(body);
        (ObjectiveSpec?, ObjectiveDefaults?) result = default;
        switch (kind)
        {
            case "registered":
                body.Require("name");
                if (body.Text("name") is { } name) result = Registered(name, body.PointerTo("name"), catalog, errors);
                break;
            case "command":
                if (!catalog.AllowsCommands) body.Error("kind", "commands can only be run by the embedded host");
                result = (ReadCommand(body, errors), null);
                break;
            case "http":
                result = (HttpObjectiveParser.Read(body), null);
                break;
            case "external":
                result = (External, null);
                break;
            default:
                body.Error("kind", $"'{kind}' is unknown; known are registered, command, http, external");
                return default;
        }

        body.RejectUnknown();
        return result;
    }

    private static (ObjectiveSpec?, ObjectiveDefaults?) Registered(string name, string at, IObjectiveCatalog catalog, ErrorList errors)
    {
        if (catalog.Find(name) is { } defaults) return (new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = name }, defaults);
        errors.Add(
            at,
            $"there is no objective '{name}'; known are {string.Join(", ", catalog.Names.Order(StringComparer.Ordinal))}"
            + (s_kinds.Contains(name) ? $"; that kind of objective is {{\"kind\": \"{name}\"{(name == "http" ? ", \"url\": …" : "")}}}"
                : LooksLikeACommand(name) ? $"; a program is {{\"command\": {Words(name)}}}" : DidYouMean.Hint(name, catalog.Names)));
        return default;
    }

    private static string KindOf(ObjectReader body) =>
        body.Get("command") is not null ? "command" : body.Get("url") is not null ? "http" : "registered";

    private static bool LooksLikeACommand(string text) =>
        text.Trim().AsSpan().IndexOfAny(" \t/\\") >= 0 || Path.GetExtension(text) is ".py" or ".sh" or ".js" or ".R" or ".jl" or ".cs";

    private static string Words(string command) =>
        Shown(JsonSerializer.Serialize(command.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), TunerJson.Options));

    private static string Shown(string command) => Excerpt.Start(command, LongestShown);

    private static ObjectiveSpec ReadCommand(ObjectReader body, ErrorList errors)
    {
        body.Require("command");
        return new ObjectiveSpec
        {
            Kind = ObjectiveKind.Command,
            Command = ReadWords(body),
            WorkingDirectory = body.Text("workingDirectory"),
            Environment = ReadEnvironment(body),
            PassEnvironment = PassEnvironmentParser.Read(body, errors),
        };
    }

    private static IReadOnlyList<string>? ReadWords(ObjectReader body)
    {
        if (body.Get("command") is not { ValueKind: JsonValueKind.String } text) return body.Texts("command");
        body.Error("command", $"must be an array of words, as in {Words(text.GetString()!)}");
        return null;
    }

    private static Dictionary<string, string>? ReadEnvironment(ObjectReader objective)
    {
        if (objective.OpenMap("environment") is not { } body) return null;
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in body.Names)
        {
            if (body.Require(name) is not { } item) continue;
            if (WrongWithVariable(name, item) is { } wrong) body.Error(name, wrong);
            else variables[name] = item.GetString()!;
        }

        return variables;
    }

    private static string? WrongWithVariable(string name, JsonElement value)
    {
        if (name.Length is 0 or > MaxVariableName || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            return $"is no name of a variable: letters, digits and '_', no digit first, up to {MaxVariableName} characters";
        if (name.StartsWith("TUNER_", StringComparison.OrdinalIgnoreCase))
            return "is refused: what starts with TUNER_ is set for each trial";
        // Without the value, which may be a secret.
        if (value.ValueKind != JsonValueKind.String) return $"must be a string, not {value.ValueKind.ToString().ToLowerInvariant()}";
        return value.GetString()!.Contains('\0', StringComparison.Ordinal) ? "must not contain a NUL character" : null;
    }
}
