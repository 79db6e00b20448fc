using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Studies;

public sealed class BestTrialsTests
{
    [Fact]
    public void Of_Minimize_OrdersByValueThenNumber() =>
        Assert.Equal([2, 1, 3, 0], Best([Direction.Minimize], Complete(0, 5), Complete(3, 2), Complete(1, 2), Complete(2, -1)));

    [Fact]
    public void Of_Maximize_OrdersByValueThenNumber() =>
        Assert.Equal([0, 1, 3, 2], Best([Direction.Maximize], Complete(0, 5), Complete(3, 2), Complete(1, 2), Complete(2, -1)));

    [Fact]
    public void Of_TrialsWithoutAUsableValue_LeavesThemOut() => Assert.Equal(
        [5],
        Best(
            [Direction.Minimize],
            In(TrialState.Pruned, Complete(0, 1)),
            In(TrialState.Failed, Complete(1, 1)),
            In(TrialState.Running, Complete(2, 1)),
            With(Complete(3, 1), new Dictionary<string, double> { ["a"] = -1, ["b"] = 0.001 }),
            With(Complete(5, 7), new Dictionary<string, double> { ["a"] = 0, ["b"] = -1 })));

    [Fact]
    public void Of_SeveralDirections_GivesThoseThatNoOtherDominates() => Assert.Equal(
        [0, 1, 4, 5],
        Best(
            [Direction.Minimize, Direction.Maximize],
            Complete(0, 1, 1), Complete(1, 2, 2), Complete(2, 2, 1), Complete(3, 3, 2), Complete(4, 3, 3), Complete(5, 1, 1)));

    [Fact]
    public void Of_SeveralDirections_KeepsAFrontThatCoversTheRest() => Laws.HoldForSeeds(seed =>
    {
        var random = new Random(seed);
        Direction[] directions = [Direction.Minimize, Direction.Maximize, Direction.Minimize];
        var trials = Enumerable.Range(0, 30).Select(i => Complete(i, random.Next(5), random.Next(5), random.Next(5))).ToList();
        bool Dominates(Trial a, Trial b) =>
            a.Outcome.Values![0] <= b.Outcome.Values![0] && a.Outcome.Values[1] >= b.Outcome.Values[1]
                && a.Outcome.Values[2] <= b.Outcome.Values[2] && !a.Outcome.Values.SequenceEqual(b.Outcome.Values);

        var front = BestTrials.Of(directions, trials).ToList();

        Assert.NotEmpty(front);
        Assert.All(trials, t => Assert.Equal(front.Contains(t), !trials.Any(other => Dominates(other, t))));
    });

    private static Trial In(TrialState state, Trial trial) => trial with { Outcome = trial.Outcome with { State = state } };

    private static Trial With(Trial trial, Dictionary<string, double> constraints) =>
        trial with { Outcome = trial.Outcome with { Constraints = constraints } };

    private static IEnumerable<int> Best(Direction[] directions, params Trial[] trials) =>
        BestTrials.Of(directions, trials).Select(t => t.Number);

    private static Trial Complete(int number, params double[] values) => new()
    {
        Number = number,
        Outcome = new TrialOutcome(TrialState.Complete) { Values = values },
        Parameters = new Dictionary<string, ParameterValue>(),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
