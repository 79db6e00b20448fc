using System.Text.Json;
using System.Text.Json.Serialization;

namespace Serverless.Tuner.ChaosTests.Golden;

/// <summary>A payload that is JSON itself stands as such, to be read, and is taken again letter for letter.</summary>
internal sealed class PayloadConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return value.RootElement.GetRawText();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value);
}
