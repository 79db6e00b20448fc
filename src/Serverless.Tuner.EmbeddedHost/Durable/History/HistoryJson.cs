using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Serverless.Tuner.EmbeddedHost.Durable.History;

[JsonSerializable(typeof(Episode))]
[JsonSerializable(typeof(FailureRecord))]
[JsonSerializable(typeof(InboxMessage))]
[JsonSerializable(typeof(ParentTask))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class HistoryJson : JsonSerializerContext
{
    /// <summary>Payloads are JSON within JSON: without the relaxed escapes each quotation mark would take six characters.</summary>
    public static readonly HistoryJson Compact = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    });
}
