using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace Serverless.Tuner.EmbeddedHost.Durable.History;

/// <summary>A failure as it is stored: what <see cref="TaskFailureDetails"/> carries, within a bound.</summary>
internal sealed record FailureRecord(string Type, string Message, string? StackTrace = null, FailureRecord? Inner = null)
{
    private const int LongestText = 8_192;
    private const int DeepestCause = 8;

    [JsonIgnore]
    public int Weight => Type.Length + Message.Length + (StackTrace?.Length ?? 0) + (Inner?.Weight ?? 0);

    public static FailureRecord From(Exception exception) => From(exception, 0);

    public TaskFailureDetails ToDetails() => new(Type, Message, StackTrace, Inner?.ToDetails(), null);

    private static FailureRecord From(Exception exception, int depth) => new(
        exception.GetType().ToString(),
        Cut(exception.Message)!,
        Cut(exception.StackTrace),
        exception.InnerException is { } inner && depth < DeepestCause ? From(inner, depth + 1) : null);

    private static string? Cut(string? text) => text?.Length > LongestText ? text[..LongestText] : text;
}
