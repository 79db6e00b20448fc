using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Makes the study file of a copy: another study's spec with another name, and members of the caller's in the place of its own.
/// </summary>
public static class StudyCopy
{
    private const string Name = "name", Space = "searchSpace", Preset = "preset";

    /// <summary>What a member is said by in another way.</summary>
    private static readonly Dictionary<string, string> s_same = new(StringComparer.Ordinal)
    {
        ["direction"] = "directions",
        ["metric"] = "valueNames",
    };

    /// <summary>What a preset stands for, which counts where the file does not say it.</summary>
    private static readonly string[] s_ofPreset = ["trials", "parallelism", "pruner"];

    /// <summary>The study file of a copy, with the secrets of the other study: it is for <see cref="StudySpecParser"/> alone.</summary>
    /// <param name="source">The spec that is copied.</param>
    /// <param name="utf8">The body of <c>POST studies/{name}/copy</c>: the copy's name, and what it is to have in place of the source's
    /// members, each whole; null for what a study has that does not say it.</param>
    /// <returns>The study file as UTF-8, or what is wrong with the body.</returns>
    public static (byte[]? File, IReadOnlyList<FieldError> Errors) Compose(StudySpec source, ReadOnlyMemory<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(source);
        var errors = new ErrorList();
        using var document = DocumentReader.Parse(utf8, errors);
        if (document is null || ObjectReader.Open(document.RootElement, "", errors) is not { } reader) return (null, errors.ToList());
        if (reader.Require(Name) is not null && reader.Text(Name) is { } name && StudyName.TryParse(name) is null)
            reader.Error(Name, StudyName.Rule);
        else if (reader.Get(Name) is not null && reader.Text(Name) == source.Name)
            reader.Error(Name, "is the name of the study that is copied");
        if (!errors.IsEmpty) return (null, errors.ToList());

        var file = FileOf(source);
        var given = document.RootElement.EnumerateObject()
            .Select(member => (Name: OtherNames.Field(member.Name), member.Value)).ToArray();
        // What these stood for in the source is not what they stand for here.
        if (given.Any(member => member.Name == Preset))
            foreach (var of in s_ofPreset) file.Remove(of);
        foreach (var (member, _) in given)
        {
            file.Remove(member);
            if (s_same.TryGetValue(member, out var same)) file.Remove(same);
        }

        return (Write(file, given), []);
    }

    /// <summary>The two together. What the caller gave is written as it came: what is wrong with it the parser says.</summary>
    private static byte[] Write(JsonObject file, IEnumerable<(string Name, JsonElement Value)> given)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = TunerJson.Options.Encoder }))
        {
            writer.WriteStartObject();
            foreach (var (member, value) in file)
            {
                writer.WritePropertyName(member);
                if (value is null) writer.WriteNullValue();
                else value.WriteTo(writer, TunerJson.Options);
            }

            foreach (var (member, value) in given.Where(member => member.Value.ValueKind != JsonValueKind.Null))
            {
                writer.WritePropertyName(member);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>A normalised spec as a study file that means the same.</summary>
    private static JsonObject FileOf(StudySpec spec)
    {
        var file = JsonSerializer.SerializeToNode(spec, TunerJson.Options)!.AsObject();
        if (spec.OpenSpace)
        {
            file.Remove("openSpace");
            file[Space] = "open";
        }

        return file;
    }
}
