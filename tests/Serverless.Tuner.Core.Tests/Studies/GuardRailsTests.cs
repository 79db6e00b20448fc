using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Studies;

public sealed class GuardRailsTests
{
    [Fact]
    public void Of_Score_IsTheWeightedSumOfItsMetrics()
    {
        var outcome = Of(
            "\"direction\": \"maximize\", \"score\": {\"accuracy\": 0.7, \"sharpe\": 0.3}", [], ("accuracy", 0.9), ("sharpe", 2),
            ("other", 5));

        Assert.Equal(TrialState.Complete, outcome.State);
        Assert.Equal((0.7 * 0.9) + (0.3 * 2), Assert.Single(outcome.Values!), 12);
        Assert.Equal(5, outcome.Metrics!["other"]);
    }

    [Fact]
    public void Of_ScoreOverTheObjectivesOwnValues_FindsThemByName()
    {
        var spec = StudyFile.Spec(StudyFile.With("\"score\": {\"loss\": 2}"));

        Assert.Equal([3.0], TrialOutcome.Of(spec, new Measurement([1.5]) { Names = ["loss"] }).Values);
    }

    [Theory]
    [InlineData("\"score\": {\"accuracy\": 1}", "'accuracy', which the study's score needs")]
    [InlineData("\"guards\": [{\"metric\": \"ece\", \"max\": 1}]", "'ece', which the study's guard needs")]
    [InlineData("\"minPredictions\": 3", "'predictions', which the study's minPredictions needs")]
    public void Of_MetricThatIsNeededIsMissing_IsFailedAndNamesIt(string members, string reason)
    {
        var outcome = Of(members, [1]);

        Assert.Equal(TrialState.Failed, outcome.State);
        Assert.Contains(reason, outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_MetricIsNotFinite_IsFailed() =>
        Assert.Contains(
            "'ece' is NaN", Of("\"guards\": [{\"metric\": \"ece\", \"max\": 1}]", [1], ("ece", double.NaN)).Reason,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("maximize", 0.8, 0.06, 0.72)]
    [InlineData("maximize", 0.8, 0.05, 0.8)]
    [InlineData("maximize", -0.8, 0.06, -0.88)]
    [InlineData("minimize", 0.8, 0.06, 0.88)]
    [InlineData("minimize", -0.8, 0.06, -0.72)]
    [InlineData("minimize", 0, 0.06, 0.001)]
    [InlineData("minimize", 0, 0.05, 0)]
    [InlineData("minimize", -1e-5, 0.06, 0.00099)]
    [InlineData("maximize", 0, 0.06, -0.001)]
    public void Of_GuardWithAPenalty_MakesTheValueWorseWhenItIsBroken(string direction, double value, double ece, double expected)
    {
        var outcome = Of(
            $"\"direction\": \"{direction}\", \"guards\": [{{\"metric\": \"ece\", \"max\": 0.05, \"penalty\": 0.9}}]", [value],
            ("ece", ece));

        Assert.Equal(expected, Assert.Single(outcome.Values!), 12);
        Assert.Null(outcome.Constraints);
    }

    [Theory]
    [InlineData(0.06, 0.01)]
    [InlineData(0.04, -0.01)]
    public void Of_GuardWithoutAPenalty_IsAConstraint(double ece, double constraint)
    {
        var outcome = Of("\"constraints\": [\"own\"], \"guards\": [{\"metric\": \"ece\", \"max\": 0.05}]", [0.8], ("ece", ece));

        Assert.Equal([0.8], outcome.Values);
        Assert.Equal(["own", "ece <= 0.05"], outcome.Constraints!.Keys);
        Assert.Equal(constraint, outcome.Constraints["ece <= 0.05"], 12);
    }

    [Fact]
    public void Of_GuardWithBothBounds_HasAConstraintForEach()
    {
        var spec = StudyFile.Spec(StudyFile.With("\"guards\": [{\"metric\": \"depth\", \"min\": 2, \"max\": 4}]"));
        var outcome = TrialOutcome.Of(spec, new Measurement([1]) { Metrics = Numbers(("depth", 5)) });

        Assert.Equal(["depth >= 2", "depth <= 4"], GuardRails.ConstraintNames(spec));
        Assert.Equal([-3, 1], outcome.Constraints!.Values);
    }

    [Theory]
    [InlineData("\"minReports\": 3", 2, 0, "minReports: 2 of at least 3")]
    [InlineData("\"minReports\": 3", 3, 0, null)]
    [InlineData("\"minPredictions\": 100", 0, 99, "minPredictions: 99 of at least 100")]
    [InlineData("\"minPredictions\": 100", 0, 100, null)]
    public void Of_ResultThatRestsOnTooLittle_IsPrunedAndKeepsItsValue(string members, int reports, double predictions, string? reason)
    {
        var outcome = TrialOutcome.Of(
            StudyFile.Spec(StudyFile.With(members)),
            new Measurement([0.5]) { Reports = reports, Metrics = Numbers(("predictions", predictions)) });

        Assert.Equal((reason is null ? TrialState.Complete : TrialState.Pruned, reason), (outcome.State, outcome.Reason));
        Assert.Equal([0.5], outcome.Values);
    }

    [Fact]
    public void ConstraintNames_AreThoseOfTheObjectiveThenTheGuardsWithoutAPenalty() =>
        Assert.Equal(
            ["own", "ece <= 0.05"],
            GuardRails.ConstraintNames(
                StudyFile.Spec(
                    StudyFile.With(
                        "\"constraints\": [\"own\"], \"guards\": [{\"metric\": \"ece\", \"max\": 0.05}, "
                        + "{\"metric\": \"ms\", \"max\": 9, \"penalty\": 0.5}]"))));

    /// <summary>Its last digits depend on the order of the sum, which is that of the names wherever the spec is read.</summary>
    [Fact]
    public void Of_Score_IsSummedInTheOrderOfTheNames() =>
        Assert.Equal(
            [0.0], Of("\"score\": {\"c\": 1, \"b\": 1, \"a\": 1}", [], ("a", 1), ("b", 1e16), ("c", -1e16)).Values);

    [Fact]
    public void Values_NotAsManyAsDirections_PenalizesThoseThatHaveOne()
    {
        const string guard = "\"guards\": [{\"metric\": \"ece\", \"max\": 0, \"penalty\": 0.5}]";
        var one = StudyFile.Spec(StudyFile.With(guard));
        var two = StudyFile.Spec(StudyFile.With($"\"directions\": [\"minimize\", \"maximize\"], {guard}"));
        var ece = Numbers(("ece", 1));

        Assert.Equal([1.5, 1], GuardRails.Values(one, new Measurement([1, 1]) { Metrics = ece }));
        Assert.Equal([1.5], GuardRails.Values(two, new Measurement([1]) { Metrics = ece }));
        Assert.Equal([1.5, 0.5], GuardRails.Values(two, new Measurement([1, 1]) { Metrics = ece }));
    }

    [Theory]
    [InlineData("minReports: 2 of at least 3", true)]
    [InlineData("minPredictions: 2 of at least 3", true)]
    [InlineData("median", false)]
    [InlineData(null, false)]
    public void IsTooLittle_OfAReason_IsWhetherTheResultRestsOnTooLittle(string? reason, bool expected) =>
        Assert.Equal(expected, GuardRails.IsTooLittle(reason));

    [Fact]
    public void Mean_OfRepeats_AveragesWhatEachOfThemMeasured()
    {
        var mean = Measurement.Mean(
        [
            new Measurement([1, 10]) { Metrics = Numbers(("a", 1), ("b", 1)), Constraints = Numbers(("c", -1)), Reports = 5 },
            new Measurement([2, 30])
            {
                Metrics = Numbers(("a", 4)),
                Constraints = Numbers(("c", 2)),
                Reports = 4,
                Attributes = new Dictionary<string,
                string> { ["note"] = "last" },
            },
        ]);

        Assert.Equal([1.5, 20], mean.Values);
        Assert.Equal(Numbers(("a", 2.5)), mean.Metrics);
        Assert.Equal(Numbers(("c", 0.5)), mean.Constraints);
        Assert.Equal((4, "last"), (mean.Reports, mean.Attributes!["note"]));
    }

    private static TrialOutcome Of(string members, double[] values, params (string Name, double Value)[] metrics) =>
        TrialOutcome.Of(
            StudyFile.Spec(StudyFile.With(members)),
            new Measurement(values) { Metrics = Numbers(metrics), Constraints = Numbers(("own", -1)) });

    private static Dictionary<string, double> Numbers(params (string Name, double Value)[] items) =>
        items.ToDictionary(i => i.Name, i => i.Value);
}
