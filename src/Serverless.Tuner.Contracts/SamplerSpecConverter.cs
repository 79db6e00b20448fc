using System.Text.Json;
using System.Text.Json.Serialization;

namespace Serverless.Tuner.Contracts;

/// <summary>Writes a <see cref="SamplerSpec"/> as one object: its type first, then its options by name.</summary>
internal sealed class SamplerSpecConverter : JsonConverter<SamplerSpec>
{
    private const string TypeMember = "type";

    public override SamplerSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("A sampler must be an object.");
        var type = SamplerSpec.DefaultType;
        var values = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            // Studies that were stored before there were other samplers name these three otherwise.
            var name = member.Name switch { "kind" => TypeMember, "startTrials" => "nStartupTrials", "candidates" => "nCandidates", var other => other };
            if (member.Value.ValueKind == JsonValueKind.Null) continue;
            if (name == TypeMember) type = member.Value.GetString() ?? type;
            else values[name] = ParameterValue.FromJson(member.Value) ?? throw new JsonException($"The sampler's option '{name}' must be a string, a finite number or a boolean.");
        }

        return new SamplerSpec { Type = type, Options = values };
    }

    public override void Write(Utf8JsonWriter writer, SamplerSpec value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(TypeMember, value.Type);
        foreach (var (name, option) in value.Options.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, option, options);
        }

        writer.WriteEndObject();
    }
}
