namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Checks the ranges of parameters.</summary>
internal static class RangeChecks
{
    /// <summary>2⁵³: the largest range in which every integer is a double too.</summary>
    private const double MaxInt = 9007199254740992;

    /// <summary>Checks the limits of a numeric parameter, however it was written.</summary>
    public static void Numeric(ParameterSpec spec, Func<string, string> pointerTo, ErrorList errors)
    {
        if (spec is not { Low: { } low, High: { } high }) return;
        if (low > high) errors.Add(pointerTo("low"), $"low ({low:R}) is above high ({high:R})");
        else if (!double.IsFinite(high - low)) errors.Add(pointerTo("high"), "high - low is too large for a double");
        if (spec.Log && low <= 0) errors.Add(pointerTo("low"), $"must be above 0 on a logarithmic scale, not {low:R}");
        if (spec.Kind == ParameterKind.Int)
        {
            foreach (var (field, value) in new[] { ("low", low), ("high", high) })
                if (value != Math.Floor(value) || Math.Abs(value) > MaxInt)
                    errors.Add(pointerTo(field), $"must be a whole number within ±2^53, not {value:R}");
        }

        if (spec.Scale == ScaleKind.Logit) CheckLogit(spec, low, high, pointerTo, errors);
        if (spec.Step is { } step) CheckStep(spec, step, high - low, pointerTo, errors);
    }

    /// <summary>Checks mu, sigma and the limits of a normal or lognormal, however it was written.</summary>
    public static void Normal(ParameterSpec spec, Func<string, string> pointerTo, ErrorList errors)
    {
        if (spec.Sigma is <= 0) errors.Add(pointerTo("sigma"), $"must be above 0, not {spec.Sigma:R}");
        if (spec.Low >= spec.High) errors.Add(pointerTo("low"), $"low ({spec.Low:R}) must be below high ({spec.High:R})");
        // No draw lies further out than 9 sigma.
        var farthest = Math.Abs(spec.Mu ?? 0) + (9 * (spec.Sigma ?? 0));
        if (farthest > (spec.Kind == ParameterKind.LogNormal ? 700 : double.MaxValue))
            errors.Add(pointerTo("mu"), "mu and sigma reach values that no double holds");
        if (spec.Kind != ParameterKind.LogNormal) return;
        if (spec.Low < 0) errors.Add(pointerTo("low"), $"must not be below 0 for a lognormal, not {spec.Low:R}");
        if (spec.High <= 0) errors.Add(pointerTo("high"), $"must be above 0 for a lognormal, not {spec.High:R}");
    }

    private static void CheckLogit(ParameterSpec spec, double low, double high, Func<string, string> pointerTo, ErrorList errors)
    {
        if (spec.Kind != ParameterKind.Float) errors.Add(pointerTo("scale"), "can be logit for a float only");
        if (spec.Log) errors.Add(pointerTo("scale"), "cannot be logit and log");
        if (low <= 0) errors.Add(pointerTo("low"), $"must be above 0 on a logit scale, not {low:R}");
        if (high >= 1) errors.Add(pointerTo("high"), $"must be below 1 on a logit scale, not {high:R}");
        if (spec.Step is not null) errors.Add(pointerTo("step"), "cannot be combined with logit");
    }

    private static void CheckStep(ParameterSpec spec, double step, double width, Func<string, string> pointerTo, ErrorList errors)
    {
        if (spec.Log) errors.Add(pointerTo("step"), "cannot be combined with log");
        if (step <= 0 || step > width && width > 0) errors.Add(pointerTo("step"), $"must be above 0 and at most high - low, not {step:R}");
        if (spec.Kind == ParameterKind.Int && step != Math.Floor(step))
            errors.Add(pointerTo("step"), $"must be a whole number, not {step:R}");
    }
}
