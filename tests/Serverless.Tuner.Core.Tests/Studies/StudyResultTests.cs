using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Studies;

/// <summary>What a study comes to: the parameters that fit its space, and what pruning saved.</summary>
public sealed class StudyResultTests
{
    private static readonly StudySpec s_spec = StudyFile.Parse(
        """
        {
          "name": "r", "objective": {"command": ["run", "{x}", "{n}", "{kind}"]}, "direction": "minimize",
          "searchSpace": {"x": [0, 1], "n": [1, 4, "int"], "kind": {"categorical": ["a", "b"]},
                          "depth": {"type": "int", "low": 1, "high": 3, "when": {"kind": ["b"]}}},
          "defaults": {"x": 0.5, "n": 2, "seed": 7}, "fixed": {"device": "cpu"}
        }
        """).Spec!;

    [Fact]
    public void Of_TheBestThatFits_IsDefaultsThenBestThenFixed()
    {
        var result = Result(
            Trial(0, 2, ("x", ParameterValue.Of(0.25)), ("n", ParameterValue.Of(3L)), ("kind", ParameterValue.Of("a"))),
            Trial(1, 3, ("x", ParameterValue.Of(0.75)), ("n", ParameterValue.Of(3L)), ("kind", ParameterValue.Of("a"))));

        Assert.Equal((0, 2.0), (result.Trial, result.Values![0]));
        Assert.Equal(
            ["device=cpu", "kind=a", "n=3", "seed=7", "x=0.25"],
            result.Parameters.Select(p => $"{p.Key}={p.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_TrialsWhoseParametersAreNoneOfTheSpace_PassesThemOver()
    {
        var (x, n, a, b) = (ParameterValue.Of(0.5), ParameterValue.Of(3L), ParameterValue.Of("a"), ParameterValue.Of("b"));
        var result = Result(
            Trial(0, 0, ("x", ParameterValue.Of(1.5)), ("n", n), ("kind", a)), // out of range
            Trial(1, 1, ("x", x), ("n", ParameterValue.Of(3.0)), ("kind", a)), // another type
            Trial(2, 2, ("x", x), ("n", n), ("kind", ParameterValue.Of("c"))), // no choice
            Trial(3, 3, ("x", x), ("n", n), ("kind", a), ("depth", n)), // does not exist with this kind
            Trial(4, 4, ("x", x), ("n", n), ("kind", b)), // lacks what exists with that kind
            Trial(5, 5, ("x", x), ("n", n), ("kind", a), ("other", n)), // unknown
            Trial(6, 6, ("x", x), ("n", n), ("kind", b), ("depth", n)));

        Assert.Equal(6, result.Trial);
    }

    [Fact]
    public void Of_NoCompleteTrial_IsTheDefaults()
    {
        var pruned = Trial(0, 1, ("x", ParameterValue.Of(0.1))) with { Outcome = new(TrialState.Pruned, "median") };

        var result = Result(pruned);

        Assert.Null(result.Trial);
        Assert.Equal(
            ["device=cpu", "n=2", "seed=7", "x=0.5"], result.Parameters.Select(p => $"{p.Key}={p.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(Money.Zero, result.Saved);
    }

    [Fact]
    public void Saved_IsTheMedianCostLessThatOfEachTrialThatWasPruned()
    {
        Trial[] trials =
        [
            Cost(Trial(0, 1), 10), Cost(Trial(1, 1), 20), Cost(Trial(2, 1), 100), // the median is 20
            Cost(Pruned(3, "median"), 5), Cost(Pruned(4, TrialOutcome.BudgetReason), 0), Cost(Pruned(5, "median"), 30),
            Cost(Pruned(6, TrialOutcome.CancelledReason), 0), Cost(Pruned(7, "stopped"), 1), Cost(Pruned(8, "study timeout"), 1),
            Cost(Trial(9, 1) with { Outcome = TrialOutcome.Failed("no") }, 1),
        ];

        Assert.Equal(15 + 20, Savings.Of(trials).Micro);
        Assert.Equal(0, Savings.Of(trials.Skip(3)).Micro);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("knee", 1)]
    [InlineData("accuracy", 2)]
    [InlineData("seconds", 0)]
    public void Of_SeveralDirections_ChoosesFromTheFront(string? by, int expected)
    {
        var spec = StudyFile.Parse(
            """
            {"name": "m", "objective": {"command": ["run", "{x}"]}, "searchSpace": {"x": [0, 1]},
             "directions": ["maximize", "minimize"], "valueNames": ["accuracy", "seconds"]}
            """).Spec!;
        Trial[] trials = [Of(0, [0.5, 1]), Of(1, [0.9, 2]), Of(2, [1.0, 10]), Of(3, [0.4, 9])];
        var study = StudyMachine.Create(spec, "run", DateTimeOffset.UnixEpoch);

        Assert.Equal(expected, StudyResult.Of(study, trials, SearchSpace.Of(spec), by).Trial);
        Assert.Equal(["accuracy", "seconds", "knee"], FrontChoice.Names(spec));
        Assert.Throws<ArgumentException>(() => StudyResult.Of(study, trials, SearchSpace.Of(spec), "speed"));

        static Trial Of(int number, double[] values)
        {
            var trial = Trial(number, 0, ("x", ParameterValue.Of(0.5)));
            return trial with { Outcome = trial.Outcome with { Values = values } };
        }
    }

    private static StudyResult Result(params Trial[] trials) =>
        StudyResult.Of(StudyMachine.Create(s_spec, "run", DateTimeOffset.UnixEpoch), trials, SearchSpace.Of(s_spec));

    private static Trial Cost(Trial trial, long micro) => trial with { Cost = new Money(micro) };

    private static Trial Pruned(int number, string reason) =>
        Trial(number, 0) with { Outcome = new TrialOutcome(TrialState.Pruned, reason) };

    private static Trial Trial(int number, double value, params (string Name, ParameterValue Value)[] parameters) => new()
    {
        Number = number,
        Outcome = new TrialOutcome(TrialState.Complete) { Values = [value] },
        Parameters = parameters.ToDictionary(p => p.Name, p => p.Value),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
