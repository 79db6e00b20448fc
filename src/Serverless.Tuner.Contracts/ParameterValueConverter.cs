using System.Text.Json;
using System.Text.Json.Serialization;

namespace Serverless.Tuner.Contracts;

/// <summary>Writes a <see cref="ParameterValue"/> as its JSON scalar; a double always with a point or an exponent.</summary>
internal sealed class ParameterValueConverter : JsonConverter<ParameterValue>
{
    public override bool HandleNull => true;

    public override ParameterValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return ParameterValue.FromJson(document.RootElement)
            ?? throw new JsonException("A parameter's value must be a string, a finite number, a boolean or null.");
    }

    public override void Write(Utf8JsonWriter writer, ParameterValue value, JsonSerializerOptions options)
    {
        switch (value.Kind)
        {
            case ParameterValueKind.Int: writer.WriteNumberValue(value.AsInt()); break;
            case ParameterValueKind.Bool: writer.WriteBooleanValue(value.AsBool()); break;
            case ParameterValueKind.Null: writer.WriteNullValue(); break;
            case ParameterValueKind.Text: writer.WriteStringValue(value.ToString()); break;
            default:
                var text = value.ToString();
                // Without a point "1" would read back as an integer.
                writer.WriteRawValue(text.AsSpan().IndexOfAny(".E") < 0 ? text + ".0" : text);
                break;
        }
    }
}
