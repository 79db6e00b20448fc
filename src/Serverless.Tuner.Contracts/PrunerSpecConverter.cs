using System.Text.Json;
using System.Text.Json.Serialization;

namespace Serverless.Tuner.Contracts;

/// <summary>Writes a <see cref="PrunerSpec"/> as one object: its type first, then its options by name, then the pruner that it wraps.</summary>
internal sealed class PrunerSpecConverter : JsonConverter<PrunerSpec>
{
    private const string TypeMember = "type";
    private const string WrappedMember = "wrappedPruner";

    public override PrunerSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind == JsonValueKind.String) return new PrunerSpec { Type = document.RootElement.GetString()! };
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("A pruner must be an object.");
        var spec = new PrunerSpec();
        var values = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var member in document.RootElement.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null))
        {
            if (member.Name == TypeMember) spec = spec with { Type = member.Value.GetString()! };
            else if (member.Name == WrappedMember) spec = spec with { WrappedPruner = member.Value.Deserialize<PrunerSpec>(options) };
            else values[member.Name] = ParameterValue.FromJson(member.Value) ?? throw new JsonException($"The pruner's option '{member.Name}' must be a string, a finite number or a boolean.");
        }

        return spec with { Options = values };
    }

    public override void Write(Utf8JsonWriter writer, PrunerSpec value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(TypeMember, value.Type);
        foreach (var (name, option) in value.Options.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, option, options);
        }

        if (value.WrappedPruner is { } wrapped)
        {
            writer.WritePropertyName(WrappedMember);
            JsonSerializer.Serialize(writer, wrapped, options);
        }

        writer.WriteEndObject();
    }
}
