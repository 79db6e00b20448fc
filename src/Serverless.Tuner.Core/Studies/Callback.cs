using System.Text.Json.Serialization;

namespace Serverless.Tuner.Core.Studies;

/// <summary>What a trial keeps of an attempt whose outcome may be told by a call-back.</summary>
/// <param name="TokenHash">The SHA-256 of the token that a call-back must carry.</param>
/// <param name="Deadline">When the attempt has lasted too long.</param>
public sealed record Callback(string TokenHash, DateTimeOffset Deadline)
{
    /// <summary>When somebody has to look at the trial if no call-back has come; null while
    /// its endpoint has not said that one will.</summary>
    public DateTimeOffset? LookAt { get; init; }

    /// <summary>When the next attempt is due, after a call-back that told of a failure.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>How many batches of reports are kept.</summary>
    public int Batches { get; init; }

    /// <summary>How many values were reported.</summary>
    public int Reports { get; init; }

    /// <summary>The value at the highest step; with several directions that of the first.</summary>
    public double? LastValue { get; init; }

    /// <summary>The value of each direction at the highest step; null where one number was reported.</summary>
    public IReadOnlyList<double>? LastValues { get; init; }

    /// <summary>All that was reported at the highest step; null while there is none.</summary>
    [JsonIgnore]
    public IReadOnlyList<double>? Last => LastValues ?? (LastValue is { } value ? [value] : null);

    /// <summary>The SHA-256 of the call-back that told the outcome: the same one again gets the same answer.</summary>
    public string? AnswerHash { get; init; }
}
