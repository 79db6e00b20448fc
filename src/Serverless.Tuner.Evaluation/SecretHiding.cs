using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Evaluation;

/// <summary>Keeps what is secret out of what is kept of trials.</summary>
internal static class SecretHiding
{
    /// <summary>The outcome with neither a reason nor a note that repeats a secret.</summary>
    public static TrialOutcome Hide(this SecretValues secrets, TrialOutcome outcome) => outcome with
    {
        Reason = outcome.Reason is { } reason ? secrets.Hide(reason) : null,
        Attributes = outcome.Attributes?.ToDictionary(a => a.Key, a => secrets.Hide(a.Value), StringComparer.Ordinal),
    };
}
