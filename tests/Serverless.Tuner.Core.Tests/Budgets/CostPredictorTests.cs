using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.Budgets;

public sealed class CostPredictorTests
{
    private const string Space = "\"searchSpace\": {\"epochs\": [1, 100, \"int\", \"log\"], \"size\": {\"categorical\": [\"small\", "
        + "\"large\"]}, \"lr\": [0.001, 0.1, \"log\"]}";

    private static readonly StudySpec Reported = Spec(
        $"{Space}, \"trials\": 40, \"parallelism\": 2, \"budget\": {{\"limitUsd\": 10, \"reported\": true}}");

    [Fact]
    public void Predict_NoBudget_IsNothing()
    {
        var predictor = Fit(Spec(Space), [.. Enumerable.Range(0, 30).Select(i => Trial(i, 10, "small", 5_000))]);

        Assert.Equal((0, 0, true), (predictor.Predict(Point(10, "small")).Micro, predictor.Cheapest.Micro, predictor.IsFlat));
    }

    [Fact]
    public void Predict_PricePerTrial_IsThatPriceRoundedUp()
    {
        var predictor = Fit(
            Spec($"{Space}, \"budget\": {{\"limitUsd\": 1, \"usdPerTrial\": 0.0000015}}"),
            [.. Enumerable.Range(0, 30).Select(i => Trial(i, 10, "small", 5_000))]);

        Assert.Equal((2, 2, true), (predictor.Predict(Point(10, "small")).Micro, predictor.Cheapest.Micro, predictor.IsFlat));
    }

    [Theory]
    [InlineData(40, 2, 250_000)]
    [InlineData(4, 8, 1_250_000)]
    [InlineData(1_000_000, 1, 10)]
    public void Predict_NoData_IsTheBudgetsShareOfATrial(int trials, int parallelism, long share)
    {
        var predictor = Fit(Reported with { Trials = trials, Parallelism = parallelism }, []);

        Assert.Equal((share, true), (predictor.Predict(Point(1, "small")).Micro, predictor.IsFlat));
    }

    [Fact]
    public void Predict_TinyBudget_IsAtLeastAMicroDollar() =>
        Assert.Equal(
            1, Fit(Spec($"{Space}, \"budget\": {{\"limitUsd\": 0.000001, \"reported\": true}}"), []).Predict(Point(1, "small")).Micro);

    [Fact]
    public void Predict_NoDataButAnExpectation_IsThat()
    {
        var predictor = Fit(Spec($"{Space}, \"budget\": {{\"limitUsd\": 10, \"expectedUsd\": 0.3, \"reported\": true}}"), []);

        Assert.Equal(
            (300_000, 300_000, false),
            (predictor.Predict(Point(1, "small")).Micro, predictor.Upper(Point(1, "small")).Micro, predictor.IsGuess));
    }

    [Fact]
    public void Predict_NoDataButATimeout_IsNoMoreThanThatAllows()
    {
        var predictor = Fit(
            Spec(
                $"{Space}, \"trials\": 4, \"trialTimeoutSeconds\": 36, \"gracePeriodSeconds\": 0, \"budget\": {{\"limitUsd\": 10, "
                + $"\"usdPerHour\": 1, \"usdPerTrial\": 0.01}}"), []);

        Assert.Equal(
            (20_000, 20_000, true),
            (predictor.Predict(Point(1, "small")).Micro, predictor.Reservation(Point(1, "small")).Micro, predictor.IsGuess));
        Assert.Equal(10_000, predictor.Cheapest.Micro);
    }

    [Fact]
    public void Reservation_StrictWithATimeout_PaysForTheGracePeriodToo()
    {
        var predictor = Fit(
            Spec($"{Space}, \"trialTimeoutSeconds\": 36, \"gracePeriodSeconds\": 3.6, \"budget\": {{\"limitUsd\": 10, \"usdPerHour\": 1}}"),
            []);

        Assert.Equal(11_000, predictor.Reservation(Point(1, "small")).Micro);
    }

    [Fact]
    public void Reservation_StrictWithATimeout_IsTheMostThatAnAttemptCanCostHoweverCheapTrialsWere()
    {
        var spec = Spec(
            $"{Space}, \"trialTimeoutSeconds\": 36, \"gracePeriodSeconds\": 3.6, \"budget\": {{\"limitUsd\": 10, \"usdPerHour\": 1}}");
        var predictor = Fit(spec, [.. Enumerable.Range(0, 6).Select(i => Trial(i, 10, "small", 100 + i))]);

        Assert.Equal((105, 11_000), (predictor.Upper(Point(10, "small")).Micro, predictor.Reservation(Point(10, "small")).Micro));
    }

    [Fact]
    public void Reservation_StrictReportedBesideAMeter_DependsOnThePoint()
    {
        var spec = Spec($"{Space}, \"budget\": {{\"limitUsd\": 10, \"reported\": true, \"usdPerTrial\": 0.000001}}");
        var predictor = Fit(spec, Costly(60));

        Assert.Equal(predictor.Upper(Point(1, "small")), predictor.Reservation(Point(1, "small")));
        Assert.InRange(predictor.Reservation(Point(1, "small")).Micro, 1_000, 10_000);
    }

    [Fact]
    public void Predict_TrialsCutShortAtACostOfWholeOnes_CountLikeMoreExpensiveOnes()
    {
        List<Trial> trials = [.. new long[] { 100, 200, 300, 400, 500 }.Select((cost, i) => Trial(i, 10, "small", cost))];
        var cut = Enumerable.Range(5, 4).Select(i => Trial(i, 10, "small", 400) with { Outcome = new TrialOutcome(TrialState.Pruned) });

        Assert.Equal(500, Fit(Reported, [.. trials, .. cut]).Predict(Point(10, "small")).Micro);
    }

    [Fact]
    public void Predict_OneTrial_StillHeedsTheExpectation()
    {
        var spec = Spec($"{Space}, \"budget\": {{\"limitUsd\": 10, \"expectedUsd\": 0.3, \"reported\": true}}");

        Assert.Equal(300_000, Fit(spec, [Trial(0, 1, "small", 100_000)]).Predict(Point(1, "small")).Micro);
        Assert.Equal(
            100_000, Fit(spec, [.. Enumerable.Range(0, 3).Select(i => Trial(i, 1, "small", 100_000))]).Predict(Point(1, "small")).Micro);
    }

    [Fact]
    public void Predict_FewTrials_IsTheMiddleOfTheirCostsAndUpperTheirEnd()
    {
        var predictor = Fit(Reported, [.. new long[] { 100, 900, 300, 200, 500, 400 }.Select((cost, i) => Trial(i, 10, "small", cost))]);

        Assert.Equal(
            (400, 900, 100, true),
            (predictor.Predict(Point(100, "large")).Micro,
                predictor.Upper(Point(100, "large")).Micro, predictor.Cheapest.Micro, predictor.IsFlat));
    }

    [Fact]
    public void Predict_TrialsCutShort_CountLikeTheDearerOnes()
    {
        List<Trial> trials = [.. new long[] { 100, 200, 300, 400, 500 }.Select((cost, i) => Trial(i, 10, "small", cost))];
        // Without them the middle is 300; pruned at once they say nothing, pruned late that there are more dear ones.
        List<Trial> early = [
            .. Enumerable.Range(5, 4).Select(i => Trial(i, 10, "small", 1) with { Outcome = new TrialOutcome(TrialState.Pruned) })];
        List<Trial> late = [
            .. Enumerable.Range(5, 4).Select(i => Trial(i, 10, "small", 450) with { Outcome = new TrialOutcome(TrialState.Pruned) })];

        Assert.Equal(300, Fit(Reported, [.. trials, .. early]).Predict(Point(10, "small")).Micro);
        Assert.Equal(500, Fit(Reported, [.. trials, .. late]).Predict(Point(10, "small")).Micro);
        Assert.Equal(
            700,
            Fit(Reported, [.. trials, Trial(5, 10, "small", 700) with { Outcome = new TrialOutcome(TrialState.Pruned) }])
                .Upper(Point(10, "small")).Micro);
    }

    [Fact]
    public void Reservation_CostsReportedOnly_IsTheLargestSeenWhenStrict()
    {
        var expected = Spec($"{Space}, \"trials\": 40, \"budget\": {{\"limitUsd\": 10, \"policy\": \"expected\", \"reported\": true}}");
        var trials = Costly(60);
        var (strict, upper) = (Fit(Reported, trials), Fit(expected, trials));

        Assert.Equal(trials.Max(t => t.Cost), strict.Reservation(Point(1, "small")));
        Assert.Equal(upper.Upper(Point(1, "small")), upper.Reservation(Point(1, "small")));
        Assert.InRange(upper.Reservation(Point(1, "small")).Micro, 1_000, 10_000);
    }

    [Fact]
    public void Reservation_LargestCostThousandsOfTrialsAgo_IsStillSetAsideWhenStrict()
    {
        var trials = Enumerable.Range(0, 2_500).Select(i => Trial(i, 10, "small", i == 3 ? 9_000 : i < 1_400 ? 500 : 100)).ToList();
        var predictor = Fit(Reported, trials);

        // What trials cost is said by the newest.
        Assert.Equal(
            (100, 9_000, 9_000),
            (predictor.Cheapest.Micro, predictor.Reservation(Point(1, "small")).Micro, predictor.KnownNeed(Point(1, "small")).Micro));
        Assert.Equal(100, predictor.Upper(Point(10, "small")).Micro);
    }

    [Fact]
    public void Fit_TrialsThatFailedOrNeverRan_DoNotCount()
    {
        List<Trial> trials = [Trial(0, 1, "small", 100), Trial(1, 1, "small", 100), Trial(2, 1, "small", 100)];
        for (var i = 3; i < 20; i++) trials.Add(Trial(i, 1, "small", 9_000) with { Outcome = new TrialOutcome(TrialState.Failed) });
        for (var i = 20; i < 40; i++)
            trials.Add(Trial(i, 1, "small", 0) with { Outcome = new TrialOutcome(TrialState.Pruned), Attempt = 0 });
        for (var i = 40; i < 50; i++) trials.Add(Trial(i, 1, "small", 70_000) with { Outcome = new TrialOutcome(TrialState.Running) });

        Assert.Equal((100, 100), (Fit(Reported, trials).Predict(Point(1, "small")).Micro, Fit(Reported, trials).Cheapest.Micro));
    }

    [Fact]
    public void Predict_CostGrowsWithAParameter_IsLearnt()
    {
        var predictor = Fit(Reported, Costly(60));

        Assert.False(predictor.IsFlat);
        foreach (var (epochs, size) in new[] { (1, "small"), (3, "large"), (10, "small"), (30, "large"), (100, "large") })
            Assert.InRange(predictor.Predict(Point(epochs, size)).Micro / (double)Cost(epochs, size), 0.7, 2);
    }

    [Fact]
    public void Predict_CheapPoint_IsFarBelowDearOne()
    {
        var predictor = Fit(Reported, Costly(60));

        Assert.True(predictor.Predict(Point(2, "small")).Micro * 20 < predictor.Predict(Point(90, "large")).Micro);
    }

    [Fact]
    public void Predict_AnyPoint_StaysBetweenTheCheapestAndTwiceTheDearest()
    {
        var trials = Costly(40);
        var predictor = Fit(Reported, trials);
        var dearest = trials.Max(t => t.Cost);

        Laws.HoldForSeeds(seed =>
        {
            var random = new Random(seed);
            var predicted = predictor.Predict(Point(random.Next(1, 101), random.Next(2) == 0 ? "small" : "large"));
            Assert.InRange(predicted.Micro, predictor.Cheapest.Micro, (2.02 * dearest.Micro) + 1);
        });
    }

    [Fact]
    public void Predict_EveryTrialCostsTheSame_IsThatCost() =>
        Assert.InRange(
            Fit(Reported, [.. Costly(40).Select(t => t with { Cost = new Money(5_000) })]).Predict(Point(50, "large")).Micro, 5_000, 5_001);

    [Fact]
    public void Predict_AllFree_CostsNextToNothing() =>
        Assert.InRange(Fit(Reported, [.. Costly(40).Select(t => t with { Cost = new Money(0) })]).Predict(Point(50, "large")).Micro, 0, 2);

    [Fact]
    public void Predict_PointWithoutAConditionalParameter_IsFine()
    {
        var spec = Spec(
            "\"searchSpace\": {\"deep\": {\"categorical\": [true, false]}, \"layers\": {\"int\": [1, 9], \"when\": {\"deep\": true}}}, "
            + "\"budget\": {\"limitUsd\": 5, \"reported\": true}");
        var trials = Enumerable.Range(0, 40).Select(i => Trial(i, 1, "", 1) with
        {
            Parameters = i % 2 == 0
                ? new Dictionary<string, ParameterValue> { ["deep"] = ParameterValue.Of(false) }
                : new Dictionary<string, ParameterValue>
                {
                    ["deep"] = ParameterValue.Of(true),
                    ["layers"] = ParameterValue.Of((i % 9) + 1L),
                },
            Cost = new Money(i % 2 == 0 ? 100 : 10_000),
        }).ToList();
        var predictor = Fit(spec, trials);

        Assert.True(predictor.Predict(trials[0].Parameters).Micro * 10 < predictor.Predict(trials[1].Parameters).Micro);
    }

    [Fact]
    public void Fit_MoreFeaturesThanARegressionTakes_StaysFlat()
    {
        var choices = string.Join(", ", Enumerable.Range(0, 300));
        var spec = Spec(
            $"\"searchSpace\": {{\"x\": {{\"categorical\": [{choices}]}}}}, \"budget\": {{\"limitUsd\": 5, \"reported\": true}}");

        Assert.True(Fit(spec, [.. Enumerable.Range(0, 200).Select(i => Trial(i, 1, "small", i))]).IsFlat);
    }

    private static StudySpec Spec(string members) => StudyFile.Spec(StudyFile.With(members));

    private static CostPredictor Fit(StudySpec spec, IReadOnlyList<Trial> trials) => CostPredictor.Fit(
        spec,
        new SamplerHistory(
            SearchSpace.Of(spec),
            spec.Directions,
            spec.Seed,
            trials.Select(t => new SampledTrial(t.Number, t.State, t.Parameters, t.Outcome.Values) { Cost = t.Cost })));

    /// <summary>Trials whose cost is a product, as costs mostly are.</summary>
    private static List<Trial> Costly(int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (epochs, size) = ((int)Math.Exp(random.NextDouble() * Math.Log(100.99)), random.Next(2) == 0 ? "small" : "large");
            return Trial(i, epochs, size, Cost(epochs, size));
        })];
    }

    private static long Cost(int epochs, string size) => 1_000L * epochs * (size == "large" ? 5 : 1);

    private static Trial Trial(int number, int epochs, string size, long cost) => new()
    {
        Number = number,
        Outcome = new TrialOutcome(TrialState.Complete),
        Parameters = Point(epochs, size),
        Cost = new Money(cost),
        Attempt = 1,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static Dictionary<string, ParameterValue> Point(int epochs, string size) => new()
    {
        ["epochs"] = ParameterValue.Of(epochs),
        ["size"] = ParameterValue.Of(size),
        ["lr"] = ParameterValue.Of(0.01),
    };
}
