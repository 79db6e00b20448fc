using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Objectives;

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

    /// <summary>An exception as a log may have it: itself, or its text where that repeats a secret.</summary>
    public static Exception Hide(this SecretValues secrets, Exception exception)
    {
        var text = exception.ToString();
        var hidden = secrets.Hide(text);
        return hidden == text ? exception : new ObjectiveException(hidden);
    }
}
