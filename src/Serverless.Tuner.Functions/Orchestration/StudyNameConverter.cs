using System.Text.Json;
using System.Text.Json.Serialization;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>Keeps a study's name in a history as the text that it is.</summary>
internal sealed class StudyNameConverter : JsonConverter<StudyName>
{
    /// <inheritdoc/>
    public override StudyName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        StudyName.TryParse(reader.GetString()) ?? throw new JsonException($"A study's name {StudyName.Rule}.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, StudyName value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
