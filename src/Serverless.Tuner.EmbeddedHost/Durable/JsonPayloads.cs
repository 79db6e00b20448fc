using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>Inputs, outputs and events as JSON, with the app's own <see cref="JsonSerializerOptions"/>, as the Functions worker does it.</summary>
internal sealed class JsonPayloads(IOptions<JsonSerializerOptions> options) : DataConverter
{
    private readonly JsonSerializerOptions _options = options.Value;

    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), _options);

    public override object? Deserialize(string? data, Type targetType)
        => string.IsNullOrEmpty(data) ? null : JsonSerializer.Deserialize(data, targetType, _options);
}
