using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Evaluation.Remote;

/// <summary>What a call-back is answered.</summary>
/// <param name="Kind">Whether it counts.</param>
/// <param name="Detail">Why it does not; of a report, why the trial is to end.</param>
public sealed record CallbackReply(CallbackReplyKind Kind, string? Detail = null)
{
    /// <summary>The study, where its orchestration is to look at the trial.</summary>
    public Study? Wake { get; init; }

    /// <summary>What is wrong with a report that its study does not take.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    internal static CallbackReply Accepted { get; } = new(CallbackReplyKind.Accepted);
}
