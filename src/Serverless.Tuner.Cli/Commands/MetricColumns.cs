namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>--metrics</c>: what trials measured beside their values, in columns.</summary>
internal static class MetricColumns
{
    private const int Most = 12;

    public static Option<bool> Option() => new("--metrics") { Description = $"show their metrics, up to {Most}, each in a column" };

    /// <summary>The names of the metrics to show.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<TrialView> trials, bool areWanted) => areWanted
        ? [.. trials.SelectMany(trial => trial.Metrics?.Keys ?? [])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(Most)]
        : [];
}
