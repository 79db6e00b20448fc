using System.Globalization;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>A parameter's range in words.</summary>
internal static class SearchedRange
{
    private const int MostValues = 12;
    private const int LongestValue = 60;

    /// <summary><c>float 0.001 to 0.1, log</c>, <c>relu | tanh</c>, <c>normal(0, 1)</c>; with its condition.</summary>
    public static string Of(ParameterSpec parameter)
    {
        var range = parameter.Kind switch
        {
            ParameterKind.Categorical => Some(parameter.Choices ?? [], " | "),
            ParameterKind.Ordinal => Some(parameter.Choices ?? [], " < "),
            ParameterKind.Normal or ParameterKind.LogNormal => Distribution(parameter),
            _ => Interval(parameter),
        };
        if (parameter.When is not { Count: > 0 } conditions) return range;
        var texts = conditions.Select(condition => $"{condition.Key} is {Some(condition.Value, " or ")}");
        return $"{range}, when {string.Join(" and ", texts)}";
    }

    /// <summary>Some values, for thousands of choices would fill the screen.</summary>
    public static string Some(IReadOnlyList<ParameterValue> values, string between)
    {
        var shown = values.Count <= MostValues ? values : values.Take(MostValues - 1);
        var text = string.Join(between, shown.Select(value => Excerpt.Start(Format.Parameter(value), LongestValue)));
        return values.Count <= MostValues ? text
            : string.Create(CultureInfo.InvariantCulture, $"{text}{between}… ({values.Count:N0} in all)");
    }

    private static string Interval(ParameterSpec parameter)
    {
        var text = $"{Word(parameter.Kind)} {Bound(parameter.Low)} to {Bound(parameter.High)}";
        if (parameter.Log) text += ", log";
        if (parameter.Scale == ScaleKind.Logit) text += ", logit";
        return parameter.Step is { } step ? $"{text}, step {Format.Value(step)}" : text;
    }

    private static string Distribution(ParameterSpec parameter)
    {
        var text = $"{Word(parameter.Kind)}({Bound(parameter.Mu)}, {Bound(parameter.Sigma)})";
        if (parameter.Low is not null) text += $", at least {Bound(parameter.Low)}";
        return parameter.High is not null ? $"{text}, at most {Bound(parameter.High)}" : text;
    }

    private static string Word(ParameterKind kind) => kind.ToString().ToLowerInvariant();

    private static string Bound(double? bound) => bound is { } value ? Format.Value(value) : "?";
}
