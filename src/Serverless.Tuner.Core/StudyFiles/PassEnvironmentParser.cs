using System.Text.Json;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads which of the host's environment variables a command is given by name.</summary>
internal static class PassEnvironmentParser
{
    private const string Field = "passEnvironment";
    private const int MaxNames = 64;

    // What this program itself is configured and unlocked by; a trial has variables of its own that start like that.
    private const string OwnPrefix = "TUNER_";

    /// <summary>The names in alphabetical order, which has no meaning; null when the field is absent or no array.</summary>
    public static List<string>? Read(ObjectReader objective, ErrorList errors)
    {
        if (objective.Elements(Field, MaxNames, "names of environment variables") is not { } elements) return null;
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (item, at) in elements)
        {
            if (WrongWith(item) is { } wrong) errors.Add(at, wrong);
            else if (!names.Add(item.GetString()!)) errors.Add(at, $"'{item.GetString()}' stands twice");
        }

        return [.. names];
    }

    private static string? WrongWith(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.String)
            return $"must be the name of an environment variable, not {ObjectReader.Describe(item)}";
        var name = item.GetString()!;
        if (name.Length == 0) return "must not be empty";
        if (name.Contains('=', StringComparison.Ordinal)) return "must be a name without '='; \"environment\" sets values";
        if (name.Contains('\0', StringComparison.Ordinal)) return "must not contain a NUL character";
        return name.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase)
            ? $"is refused: what starts with {OwnPrefix} is the tuner's own, and no trial is given it"
            : null;
    }
}
