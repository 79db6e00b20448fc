namespace Serverless.Tuner.ChaosTests.Studies;

/// <summary>What all of the suite goes by.</summary>
internal static class Suite
{
    /// <summary><c>./tuner test --long</c>: the sizes and durations that the figures are claimed for.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("TUNER_LONG") == "1";

    /// <summary>A study of the objective "chaos", metered by time: 10 micro-dollars a millisecond.</summary>
    public static string Study(string name, int trials, int parallelism, int seed = 1, string more = "", int limitUsd = 1_000) =>
        $$"""
        {
          "name": "{{name}}", "objective": "chaos", "sampler": "random", "trials": {{trials}}, "parallelism": {{parallelism}}, "seed": {{seed}},
          "retryDelaySeconds": 0.1, "budget": {"limitUsd": {{limitUsd}}, "usdPerHour": 36}{{more}}
        }
        """;
}
