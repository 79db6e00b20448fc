using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>Studies held in memory, as the store keeps them after reading.</summary>
internal static class WarmStudies
{
    public static WarmStudy Held(StudyState state, int trials, int parameters)
    {
        var warm = new WarmStudy();
        Fill(warm, state, trials, parameters);
        return warm;
    }

    public static void Fill(WarmStudy warm, StudyState state, int trials, int parameters)
    {
        var spec = Specs.Small(
            "any", trials: 1_000_000) with
        {
            SearchSpace = [.. Enumerable.Range(0, parameters).Select(i => Specs.Float($"parameter{i}"))],
            Sampler = new SamplerSpec { Type = "tpe" }
        };
        warm.SetStudy(
            new Study
            {
                Spec = spec,
                Run = "1",
                State = state,
                CreatedAt = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
                NextNumber = trials,
                Complete = trials
            }, new ETag("x"));
        for (var i = 0; i < trials; i++)
        {
            // As they are read: with names and texts of their own.
            var trial = new Trial
            {
                Number = i,
                Outcome = Outcomes.Complete(i),
                Parameters = Enumerable.Range(0, parameters)
                    .ToDictionary(p => $"parameter{p}", p => ParameterValue.Of((i + (0.1 * p)) % 1)),
                Claim = Guid.NewGuid().ToString("N"),
                CreatedAt = default,
                EndedAt = default(DateTimeOffset),
            };
            warm.SetTrial(trial, new ETag($"W/\"datetime'2030-01-01T00%3A00%3A00.{i:D7}Z'\""));
        }
    }
}
