using System.Globalization;

namespace Serverless.Tuner.Evaluation;

/// <summary>Until when one evaluation has to end by itself, so that the Functions
/// host does not end the worker's process. Counts from its creation.</summary>
/// <param name="timeout">How long the Functions host lets a function run.</param>
/// <param name="time">The clock.</param>
public sealed class FunctionDeadline(TimeSpan timeout, TimeProvider time)
{
    /// <summary>An evaluation is cut short so long before the timeout, or half of a timeout that is shorter than twice that.</summary>
    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(20);

    private readonly long _start = time.GetTimestamp();
    private readonly TimeSpan _margin = timeout < 2 * LongestMargin ? timeout / 2 : LongestMargin;

    /// <summary>How long until the evaluation is cut short.</summary>
    internal TimeSpan Left => timeout - _margin - time.GetElapsedTime(_start);

    /// <summary>How long the objective is waited for; the time that is left then is for writing the outcome.</summary>
    internal TimeSpan GraceLeft => Left + (_margin / 2);

    /// <summary>The reason in words, as the trial keeps it.</summary>
    internal string Reason =>
        string.Create(
            CultureInfo.InvariantCulture, $"functionTimeout: the function app ends an evaluation after {timeout.TotalSeconds:R} s");
}
