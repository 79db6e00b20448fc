namespace Serverless.Tuner.Functions.Http;

/// <summary>What of a spec is secret: it is kept and used, and never shown again.</summary>
internal static class Secrets
{
    /// <summary>The spec as everybody may see it.</summary>
    public static StudySpec Hide(StudySpec spec) =>
        spec.Objective is { Environment: null, Headers: null }
            ? spec
            : spec with
            {
                Objective = spec.Objective with { Environment = Hide(spec.Objective.Environment), Headers = Hide(spec.Objective.Headers) },
            };

    /// <summary>The names, each with no value.</summary>
    private static Dictionary<string, string>? Hide(IReadOnlyDictionary<string, string>? values) =>
        values?.ToDictionary(v => v.Key, _ => SecretValues.Mask);
}
