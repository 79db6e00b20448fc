using Serverless.Tuner.Core.Analysis;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Analysis;

/// <summary>How a study went, as it is shown.</summary>
public sealed class HistoryTests
{
    private static readonly ParameterSpec[] s_space = [SomeStudy.Float("x", 0, 1)];

    [Fact]
    public void History_HasEachStepOfTheBest_WithItsTimeAndMoney()
    {
        var study = new SomeStudy(s_space).Complete(X(0.1), 5).Complete(X(0.2), 7).Fail(X(0.3)).Complete(X(0.4), 3).Complete(X(0.5), 3);

        var history = StudyAnalysis.History(study.Analysed());

        Assert.Equal([0, 3], history.Best.Number);
        Assert.Equal([5, 3], history.Best.Value);
        Assert.Equal([1, 4], history.Best.Seconds);
        Assert.Equal([0.01m, 0.04m], history.Best.SpentUsd);
        Assert.Equal((new ShownCounts(5, 5), "value"), (history.Counts, history.Metric));
        Assert.Equal([5, 7, null, 3, 3], history.Points.Value);
        Assert.Equal(TrialState.Failed, history.Points.State[2]);
        Assert.Equal([0.01m, 0.02m, 0.03m, 0.04m, 0.05m], history.Points.SpentUsd);
        Assert.Equal([3, 5, 7], history.Edf.Value);
        Assert.Equal([0.5, 0.75, 1], history.Edf.Share);
        Assert.Null(history.Hypervolume);
    }

    [Fact]
    public void History_CountsMoneyInTheOrderInWhichTrialsEnded()
    {
        var study = new SomeStudy(s_space).Complete(X(0.1), 5).Complete(X(0.2), 4);
        study.Trials[0] = study.Trials[0] with { EndedAt = SomeStudy.Start.AddSeconds(60) };

        var history = StudyAnalysis.History(study.Analysed());

        Assert.Equal([0.02m, 0.01m], history.Points.SpentUsd);
        Assert.Equal([1], history.Best.Number);
    }

    [Fact]
    public void History_OfARunningTrial_HasItInTheTimelineAlone()
    {
        var study = new SomeStudy(s_space).Complete(X(0.1), 5).Add(X(0.2), TrialOutcome.Running).Add(X(0.3), TrialOutcome.Waiting);
        study.Trials[2] = study.Trials[2] with { StartedAt = null };

        var history = StudyAnalysis.History(study.Analysed());

        Assert.Equal([0], history.Points.Number);
        Assert.Equal([0, 1], history.Timeline.Number);
        Assert.Equal([1, null], history.Timeline.End);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Views_OfManyTrials_AreThinned_AndKeepAllBestAndParetoTrials(int directions) => Laws.HoldForSeeds(seed =>
    {
        var random = new Random(seed);
        var study = new SomeStudy(s_space, [.. Enumerable.Repeat(Direction.Maximize, directions)]);
        for (var i = 0; i < 7_000; i++)
            study.Complete(X(random.NextDouble()), [.. Enumerable.Range(0, directions).Select(_ => random.NextDouble())]);
        var (analysed, trials) = (study.Analysed(), study.Trials);
        var best = BestTrials.Of(analysed.Study.Spec.Directions, trials).Take(directions == 1 ? 1 : int.MaxValue).Select(t => t.Number);
        var (steps, most) = (new List<int>(), double.NegativeInfinity);
        foreach (var trial in trials.Where(trial => trial.Outcome.Values![0] > most))
        {
            most = trial.Outcome.Values![0];
            steps.Add(trial.Number);
        }

        var (history, scatter) = (StudyAnalysis.History(analysed), StudyAnalysis.Scatter(analysed, ScatterShape.Scatter));
        var (lines, front) = (StudyAnalysis.Scatter(analysed, ScatterShape.Parallel), StudyAnalysis.Pareto(analysed));

        Assert.InRange(history.Points.Number.Count, 1_000, 2_000);
        Assert.Equal(new ShownCounts(history.Points.Number.Count, 7_000), history.Counts);
        Assert.InRange(history.Timeline.Number.Count, 1_000, 2_000);
        Assert.InRange(history.Edf.Value.Count, 100, 200);
        Assert.Equal((5_000, 1_500), (scatter.Trials.Number.Count, lines.Trials.Number.Count));
        Assert.Equal((scatter.Counts, lines.Counts), (new ShownCounts(5_000, 7_000), new ShownCounts(1_500, 7_000)));
        Assert.Equal(steps, history.Best.Number);
        Assert.All((IReadOnlyList<int>[])[history.Points.Number, scatter.Trials.Number, lines.Trials.Number], shown =>
        {
            Assert.Empty(steps.Except(shown));
            Assert.Equal(shown.Order().Distinct(), shown);
        });
        Assert.All((IReadOnlyList<int>[])[scatter.Trials.Number, lines.Trials.Number, front.Points.Number, front.Front], shown =>
            Assert.Empty(best.Except(shown)));
        Assert.Equal(best.Order(), scatter.Trials.Number.Where((_, i) => scatter.Trials.Best[i]));
        // The extremes of a line are where they were.
        Assert.Equal(trials.Min(t => t.Outcome.Values![0]), history.Points.Value.Min());
    }, tests: 4);

    [Fact]
    public void Views_LeaveHiddenTrialsOut()
    {
        var study = new SomeStudy(s_space);
        for (var i = 0; i < 30; i++) study.Complete(X(i / 30.0), 30 - i);
        study.Edits.Add(new StudyEdit { At = SomeStudy.Start, By = "me", FromTrial = 30, Hidden = 29 });

        var analysed = study.Analysed();

        Assert.DoesNotContain(29, StudyAnalysis.History(analysed).Points.Number);
        Assert.DoesNotContain(29, StudyAnalysis.History(analysed).Timeline.Number);
        Assert.DoesNotContain(29, StudyAnalysis.Scatter(analysed, ScatterShape.Scatter).Trials.Number);
        Assert.Equal([28], StudyAnalysis.Pareto(analysed).Front);
        Assert.DoesNotContain(29, StudyAnalysis.Pareto(analysed).Points.Number);
        Assert.Equal(29, StudyAnalysis.Importance(analysed, ImportanceMethod.PedAnova).Counts.Of);
        Assert.Equal((2, 29), (StudyAnalysis.Compare([analysed]).Studies[0].Best, StudyAnalysis.Compare([analysed]).Studies[0].Trials));
    }

    [Fact]
    public void ParameterThatIsAbsent_IsToldFromOneThatIsNull()
    {
        var decay = new ParameterSpec
        {
            Name = "decay",
            Kind = ParameterKind.Categorical,
            Choices = [ParameterValue.Null, ParameterValue.Of("cosine")],
            When = new Dictionary<string, IReadOnlyList<ParameterValue>> { ["opt"] = [ParameterValue.Of("sgd")] },
        };
        var study = new SomeStudy([SomeStudy.Choice("opt", "sgd", "adam"), decay]);
        study.Complete(new Dictionary<string, ParameterValue> { ["opt"] = ParameterValue.Of("sgd"), ["decay"] = ParameterValue.Null }, 1);
        study.Complete(SomeStudy.Point(("opt", "adam")), 2);
        study.Complete(SomeStudy.Point(("opt", "sgd"), ("decay", "cosine")), 3);
        var other = new SomeStudy([SomeStudy.Choice("opt", "sgd", "adam"), decay]).Complete(SomeStudy.Point(("opt", "adam")), 2);

        var trials = StudyAnalysis.Scatter(study.Analysed(), ScatterShape.Scatter).Trials;
        var compared = StudyAnalysis.Compare([study.Analysed(), other.Analysed()]).Parameters;

        Assert.Equal([ParameterValue.Null, ParameterValue.Null, ParameterValue.Of("cosine")], trials.Parameters["decay"]);
        Assert.Equal("decay", Assert.Single(trials.Absent!).Key);
        Assert.Equal([1], trials.Absent!["decay"]);
        Assert.Equal([1], compared.Single(p => p.Name == "decay").Absent!);
        Assert.Null(compared.Single(p => p.Name == "opt").Absent);
        // Where no trial is null, null says itself that there is none.
        Assert.Null(StudyAnalysis.Scatter(other.Analysed(), ScatterShape.Scatter).Trials.Absent);
    }

    [Fact]
    public void Curves_AreOfTheBest_TheNewest_AndSomeOthers()
    {
        var study = new SomeStudy(s_space);
        for (var i = 0; i < 500; i++)
            study.Add(X(0.5), new TrialOutcome(TrialState.Complete) { Values = [Math.Abs(i - 250)] }, lastStep: i % 2 == 0 ? 9 : null);

        var chosen = CurveChoice.Of(study.Analysed()).Select(trial => trial.Number).ToArray();

        Assert.Equal(60, chosen.Length);
        Assert.All(chosen, number => Assert.Equal(0, number % 2));
        Assert.Empty(Enumerable.Range(0, 20).Select(i => 498 - (2 * i)).Except(chosen));
        Assert.Empty(Enumerable.Range(0, 19).Select(i => 232 + (2 * i)).Except(chosen));
        Assert.Contains(0, chosen);
        Assert.Equal(new ShownCounts(0, 250), StudyAnalysis.History(study.Analysed()).CurveCounts);
    }

    [Fact]
    public void Curve_OfManySteps_KeepsItsEndsAndItsExtremes()
    {
        var trial = new SomeStudy(s_space).Complete(X(0.5), 1).Trials[0];

        var curve = CurveChoice.Curve(
            trial, [.. Enumerable.Range(0, 5_000).Select(i => (i, i == 777 ? -9.0 : i == 3_210 ? 9 : Math.Sin(i)))]);

        Assert.InRange(curve.Step.Count, 100, 200);
        Assert.Empty(new[] { 0, 777, 3_210, 4_999 }.Except(curve.Step));
        Assert.Equal([null], CurveChoice.Curve(trial, [(1, double.NaN)]).Value);
    }

    [Fact]
    public void Outline_OfValues_IsWithinItsBound_AndKeepsTheExtremes() => Laws.HoldForSeeds(seed =>
    {
        var random = new Random(seed);
        var (numbers, most) = (new double?[random.Next(3_000)], 4 + random.Next(300));
        for (var i = 0; i < numbers.Length; i++) numbers[i] = random.Next(5) == 0 ? null : random.NextDouble();

        var shown = Thinning.Outline(numbers.Length, i => numbers[i], most);

        Assert.InRange(shown.Length, Math.Min(numbers.Length, most / 3), most);
        Assert.Equal(shown.Order().Distinct(), shown);
        if (numbers.Length == 0) return;
        Assert.Equal((numbers.Max(), numbers.Min()), (shown.Max(i => numbers[i]), shown.Min(i => numbers[i])));
        Assert.Equal((0, numbers.Length - 1), (shown[0], shown[^1]));
    });

    [Fact]
    public void Correlations_AreThoseOfRanks()
    {
        var study = new SomeStudy([SomeStudy.Float("x", 0, 1), SomeStudy.Choice("c", "a"), SomeStudy.Int("n", 0, 9)]);
        for (var i = 0; i < 9; i++) study.Complete(SomeStudy.Point(("x", i / 9.0), ("c", "a"), ("n", i < 3 ? 1 : 2)), Math.Exp(-i));

        var correlations = StudyAnalysis.Scatter(study.Analysed(), ScatterShape.Scatter).Correlations;

        Assert.Equal(["x", "n", "value"], correlations.Parameters);
        Assert.Equal(-1, correlations.Matrix[0][2]!.Value, 1e-12);
        Assert.Equal(correlations.Matrix[1][0], correlations.Matrix[0][1]);
        Assert.Equal(1, correlations.Matrix[1][1]!.Value, 1e-12);
        // Spearman by hand: ranks 2,2,2,6.5,… against 1…9.
        Assert.Equal(0.8215838362577491, correlations.Matrix[0][1]!.Value, 1e-9);
        Assert.Null(Correlations.Spearman([1, 1, 1], [1, 2, 3]));
        Assert.Null(Correlations.Spearman([1, double.NaN, 3], [1, 2, 3]));
    }

    private static Dictionary<string, ParameterValue> X(double x) => SomeStudy.Point(("x", x));
}
