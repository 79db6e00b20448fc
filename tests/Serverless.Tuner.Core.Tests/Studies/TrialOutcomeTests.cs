using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Studies;

public sealed class TrialOutcomeTests
{
    private static readonly StudySpec One = StudyFile.Spec(StudyFile.With(""));
    private static readonly StudySpec Constrained = StudyFile.Spec(StudyFile.With("\"constraints\": [\"a\", \"b\"]"));

    [Fact]
    public void Of_GoodValues_IsComplete()
    {
        var outcome = TrialOutcome.Of(
            Constrained,
            new Measurement(
                [1.5])
            {
                Constraints = Values(("a", 1), ("b", -1), ("extra", 3)),
                Attributes = new Dictionary<string,
                string>
                { ["note"] = "n" }
            });

        Assert.Equal((TrialState.Complete, (string?)null), (outcome.State, outcome.Reason));
        Assert.Equal([1.5], outcome.Values);
        // Only what the study declared is kept.
        Assert.Equal(Values(("a", 1), ("b", -1)), outcome.Constraints);
        Assert.Equal("n", outcome.Attributes!["note"]);
    }

    [Theory]
    [InlineData(new double[0], "0 values")]
    [InlineData(new double[] { 1, 2 }, "2 values")]
    [InlineData(new[] { double.NaN }, "returned NaN")]
    [InlineData(new[] { double.PositiveInfinity }, "returned Infinity")]
    [InlineData(new[] { double.NegativeInfinity }, "returned -Infinity")]
    public void Of_UnusableValues_IsFailedAndSaysWhy(double[] values, string reason)
    {
        var outcome = TrialOutcome.Of(One, new Measurement(values));

        Assert.Equal((TrialState.Failed, (IReadOnlyList<double>?)null), (outcome.State, outcome.Values));
        Assert.Contains(reason, outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OneOfSeveralValuesUnusable_SaysWhich()
    {
        var spec = StudyFile.Spec("""{"name": "s", "objective": "zdt1"}""");

        Assert.Contains("value 1", TrialOutcome.Of(spec, new Measurement([0, double.NaN])).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ConstraintMissingOrNotFinite_IsFailedAndNamesIt()
    {
        Assert.Contains("'a'", TrialOutcome.Of(Constrained, new Measurement([1])).Reason, StringComparison.Ordinal);
        Assert.Contains(
            "'b'", TrialOutcome.Of(Constrained, new Measurement([1]) { Constraints = Values(("a", 0)) }).Reason, StringComparison.Ordinal);
        Assert.Contains(
            "NaN", TrialOutcome.Of(Constrained, new Measurement([1]) { Constraints = Values(("a", 0), ("b", double.NaN)) }).Reason,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2.5, true)]
    [InlineData(null, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void Pruned_LastReport_IsKeptWhenItIsANumber(double? report, bool isKept)
    {
        var outcome = TrialOutcome.Pruned("budget", report);

        Assert.Equal((TrialState.Pruned, "budget"), (outcome.State, outcome.Reason));
        Assert.Equal(isKept ? [report!.Value] : null, outcome.Values);
    }

    [Fact]
    public void Failed_LongReason_IsCutBetweenCharacters()
    {
        Assert.Equal(new string('a', 2_000), TrialOutcome.Failed(new string('a', 2_000)).Reason);
        Assert.Equal(new string('a', 1_999) + "…", TrialOutcome.Failed(new string('a', 2_001)).Reason);
        Assert.Equal(new string('a', 1_998) + "…", TrialOutcome.Failed(new string('a', 1_998) + "😀😀").Reason);
    }

    [Fact]
    public void Of_OpenSpace_TakesEveryConstraintThatTheResultNames()
    {
        var open = StudyFile.Spec("""{"name": "s", "searchSpace": "open", "trials": 9}""");

        Assert.Equal(Values(("c", 1)), TrialOutcome.Of(open, new Measurement([1]) { Constraints = Values(("c", 1)) }).Constraints);
        Assert.Null(TrialOutcome.Of(open, new Measurement([1])).Constraints);
        Assert.Equal(
            "the constraint 'c' is NaN",
            TrialOutcome.Of(open, new Measurement([1]) { Constraints = Values(("c", double.NaN)) }).Reason);
        // A study that knows its parameters and declares no constraints looks at none.
        var closed = TrialOutcome.Of(One, new Measurement([1]) { Constraints = Values(("c", double.NaN)) });
        Assert.Equal((TrialState.Complete, null), (closed.State, closed.Constraints));
    }

    [Fact]
    public void Of_ScoreOrPenaltyThatOverflows_IsFailed()
    {
        var score = StudyFile.Spec(StudyFile.With("\"score\": {\"a\": 10}"));
        var penalty = StudyFile.Spec(
            """{"name": "s", "objective": "zdt1", "guards": [{"metric": "ece", "max": 0, "penalty": 0.5}]}""");

        Assert.Equal(
            "the study's score is not finite", TrialOutcome.Of(score, new Measurement([]) { Metrics = Values(("a", 1e308)) }).Reason);
        Assert.Equal(
            "the study's score is not finite",
            TrialOutcome.Of(penalty, new Measurement([1, double.MaxValue]) { Metrics = Values(("ece", 1)) }).Reason);
    }

    [Fact]
    public void Of_ConstraintAndMetricMissing_NamesTheConstraintFirst() =>
        Assert.Equal(
            "the objective did not return the constraint 'c'",
            TrialOutcome.Of(
                StudyFile.Spec(StudyFile.With("\"constraints\": [\"c\"], \"score\": {\"a\": 1}")), new Measurement([])).Reason);

    private static Dictionary<string, double> Values(params (string Name, double Value)[] values) =>
        values.ToDictionary(v => v.Name, v => v.Value);

    [Fact]
    public void WithNamedValues_MetricsOfTheseNames_AreTheValues()
    {
        var spec = StudyFile.Spec(StudyFile.With("\"directions\": [\"maximize\", \"minimize\"], \"valueNames\": [\"acc\", \"ms\"]"));
        var metrics = new Dictionary<string, double> { ["ms"] = 12, ["acc"] = 0.9, ["ece"] = 0.1 };

        Assert.Equal([0.9, 12], new Measurement([]) { Metrics = metrics }.WithNamedValues(spec).Values);
        Assert.Equal([1, 2], new Measurement([1, 2]) { Metrics = metrics }.WithNamedValues(spec).Values);
        Assert.Equal(TrialState.Complete, TrialOutcome.Of(spec, new Measurement([1, 2])).State);
        metrics.Remove("ms");
        Assert.Equal(
            "the objective returned no values, and not the metrics acc, ms, which are those of the study",
            TrialOutcome.Of(spec, new Measurement([]) { Metrics = metrics }.WithNamedValues(spec)).Reason);
    }
}
