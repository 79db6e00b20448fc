using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Evaluation.Tests;

public sealed class RetriesTests
{
    private static readonly StudySpec Spec = new()
    {
        Name = "retries",
        Objective = new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = "test" },
        Directions = [Direction.Minimize],
        SearchSpace = [],
        MaxAttempts = 3,
        RetryDelaySeconds = 2,
        Seed = 7,
    };

    [Fact]
    public void After_EachFailure_DoublesWithinAQuarterAndIsTheSameAgain()
    {
        for (var failures = 0; failures < 2; failures++)
            for (var number = 0; number < 200; number++)
            {
                var trial = Failed(number, failures);
                var delay = Retries.After(Spec, trial, isFinal: false)!.Value;
                Assert.InRange(delay.TotalSeconds, 2 * (1 << failures) * 0.75, 2 * (1 << failures) * 1.25);
                Assert.Equal(delay, Retries.After(Spec, trial, isFinal: false));
            }
    }

    [Fact]
    public void After_SeedTrialOrAttemptOfAnother_WaitsAnotherTime()
    {
        TimeSpan?[] delays =
        [
            Retries.After(Spec, Failed(0, 0), false),
            Retries.After(Spec with { Seed = 8 }, Failed(0, 0), false),
            Retries.After(Spec, Failed(1, 0), false),
            Retries.After(Spec, Failed(0, 0) with { Attempt = 2 }, false),
        ];

        Assert.Equal(4, delays.Distinct().Count());
    }

    [Fact]
    public void After_ManyFailures_NeverWaitsLongerThanTheLongest() =>
        Assert.Equal(Retries.Longest, Retries.After(Spec with { MaxAttempts = 100, RetryDelaySeconds = 3600 }, Failed(0, 90), false));

    [Theory]
    [InlineData(1, false, false, 0, false)]
    [InlineData(1, true, false, 0, true)]
    [InlineData(1, true, true, 0, true)]
    [InlineData(1, true, false, 1, false)]
    [InlineData(3, false, true, 0, false)]
    [InlineData(3, false, false, 1, true)]
    [InlineData(3, false, false, 2, false)]
    [InlineData(3, true, true, 1, false)]
    [InlineData(3, true, false, 1, true)]
    public void After_Failure_RetriesWhileAttemptsAreLeftAndAnEnqueuedPointOnceMore(
        int maxAttempts, bool enqueued, bool isFinal, int failures, bool again) =>
        Assert.Equal(
            again,
            Retries.After(Spec with { MaxAttempts = maxAttempts }, Failed(0, failures) with { Enqueued = enqueued }, isFinal) is not null);

    private static Trial Failed(int number, int failures) => new()
    {
        Number = number,
        Outcome = TrialOutcome.Running,
        Parameters = new Dictionary<string, ParameterValue>(),
        Attempt = failures + 1,
        Failures = failures,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
