using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads how the search space of a study is to be changed: names and their new definitions, in the forms of a study file, those of
/// new parameters with <c>oldValue</c> beside the other fields.</summary>
internal static class SpaceChangesReader
{
    private const string Field = "searchSpace";
    private const string OldValue = "oldValue";

    /// <summary>The changes by name; null when there are none, or the field is none.</summary>
    public static IReadOnlyDictionary<string, ParameterChange>? Read(ObjectReader reader, ErrorList errors)
    {
        if (reader.OpenMap(Field) is not { } space) return null;
        if (space.Names.Count == 0) reader.Error(Field, "names no parameter");
        var changes = new Dictionary<string, ParameterChange>(StringComparer.Ordinal);
        foreach (var name in space.Names)
        {
            var at = space.PointerTo(name);
            var value = space.GetOrNull(name)!.Value;
            if (SearchSpaceParser.NameError(name) is { } wrong) errors.Add(at, wrong);
            if (value.ValueKind == JsonValueKind.Null)
            {
                errors.Add(at, "cannot be removed: its trials have values of it; a single choice, or a narrow range, keeps it where it is");
                continue;
            }

            var (definition, old) = Split(value, at, errors);
            if (ShortForms.Parse(definition, name, at, errors) is { } spec) changes[name] = ParameterChange.To(spec, old);
        }

        return changes;
    }

    /// <summary>The definition without its old value, and that.</summary>
    private static (JsonElement Definition, ParameterValue? Old) Split(JsonElement value, string at, ErrorList errors)
    {
        if (value.ValueKind != JsonValueKind.Object) return (value, null);
        var written = value.EnumerateObject().Select(p => p.Name).FirstOrDefault(name => OtherNames.Field(name) == OldValue);
        if (written is null) return (value, null);
        if (ParameterValue.FromJson(value.GetProperty(written)) is not { } old)
        {
            errors.Add(JsonPointer.Member(at, written), "must be a string, a finite number, a boolean or null");
            old = default;
        }

        var rest = JsonObject.Create(value)!;
        rest.Remove(written);
        return (JsonSerializer.SerializeToElement(rest), old);
    }
}
