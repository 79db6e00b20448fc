using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Pruners.Halving;

namespace Serverless.Tuner.Core.Tests.Pruners;

public class HyperbandPrunerTests : BuiltInPrunerTests
{
    protected override PrunerSpec Spec => Of(1, 27);

    [Theory]
    [InlineData(1, 81, 3, 5)]
    [InlineData(1, 80, 3, 4)]
    [InlineData(2, 20, 3, 3)]
    [InlineData(1, 20, 3, 3)]
    [InlineData(5, 5, 2, 1)]
    [InlineData(1, 1_000_000_000, 2, 30)]
    public void Brackets_Count_IsOnePlusTheWholePowersOfEta(int minResource, int maxResource, int factor, int count) =>
        Assert.Equal(count, new Brackets("s", minResource, maxResource, factor).Count);

    [Theory]
    [InlineData("a")]
    [InlineData("study-1")]
    [InlineData("Größe.v2")]
    public void Brackets_Of_DealsInProportionToWhatABracketGets(string study)
    {
        // 81, 34, 15, 8 and 5 of every 143: Li et al. 2018, table 1, but for the last, which counts s + 1 = 1.
        double[] shares = [81, 34, 15, 8, 5];
        var brackets = new Brackets(study, 1, 81, 3);
        foreach (var from in (int[])[0, 77, 5_000])
        {
            var dealt = Enumerable.Range(from, 143).GroupBy(brackets.Of).ToDictionary(g => g.Key, g => g.Count());
            for (var bracket = 0; bracket < shares.Length; bracket++)
                Assert.InRange(dealt[bracket], shares[bracket] - 2, shares[bracket] + 2);
        }
    }

    [Fact]
    public void Brackets_AnotherStudy_IsDealtOtherwise()
    {
        int[][] deals = [
            .. Enumerable.Range(0, 8).Select(i => Enumerable.Range(0, 40).Select(new Brackets($"s{i}", 1, 81, 3).Of).ToArray())];
        Assert.True(deals.Select(d => string.Concat(d)).Distinct().Count() > 4);
    }

    [Fact]
    public void Brackets_TheSameParameters_AreEqual()
    {
        Assert.Equal(new Brackets("s", 1, 81, 3), new Brackets("s", 1, 81, 3));
        Assert.NotEqual(new Brackets("s", 1, 81, 3), new Brackets("t", 1, 81, 3));
    }

    [Fact]
    public void LooksAtOthers_EachBracket_LeavesItsFirstRungsOut()
    {
        var (pruner, brackets) = (Create(Of(1, 81)), new Brackets(Curves.Study, 1, 81, 3));
        int[] rungs = [1, 3, 9, 27];
        for (var number = 0; number < 60; number++)
        {
            var trial = new TrialCurve(number);
            var looked = Enumerable.Range(0, 90).Where(step =>
            {
                trial.Set(step, 1);
                return pruner.LooksAtOthers(trial);
            });
            // At 81 a trial is at its end.
            Assert.Equal(rungs.Skip(brackets.Of(number)), looked);
        }
    }

    [Fact]
    public void ShouldPrune_OtherBrackets_DoNotCompete()
    {
        var brackets = new Brackets(Curves.Study, 1, 27, 3);
        var all = Enumerable.Range(0, 200).ToLookup(brackets.Of);
        var trial = Curves.Of(all[0].First(), TrialState.Running, 5);
        Assert.False(
            Create(Spec).ShouldPrune(trial, Curves.History(all[1].Concat(all[2]).Select(n => Curves.Of(n, TrialState.Pruned, 0)))));
        Assert.True(Create(Spec).ShouldPrune(trial, Curves.History(Curves.Of(all[0].ElementAt(1), TrialState.Pruned, 0))));
    }

    [Fact]
    public void ShouldPrune_Auto_WaitsForACompleteTrial_ThenIsLikeItsLength()
    {
        var auto = Create(PrunerSpec.Of("hyperband"));
        Laws.HoldForSeeds(seed =>
        {
            var (trial, others) = Case(seed);
            var complete = others.Where(c => c is { State: TrialState.Complete, Count: > 0 }).ToArray();
            var pruned = auto.ShouldPrune(trial, Curves.History(others));
            if (complete.Length == 0) Assert.False(pruned);
            else
                Assert.Equal(
                    Create(Of(1, complete.Max(c => c.Last.Step + (c.Steps[0] == 0 ? 1 : 0)))).ShouldPrune(trial, Curves.History(others)),
                    pruned);
        });
    }

    [Fact]
    public void ShouldPrune_Auto_WholeTrialsShorterThanMinResource_GoesOn() => Assert.False(
        Create(PrunerSpec.Of("hyperband", ("minResource", ParameterValue.Of(50))))
            .ShouldPrune(Curves.At(1, TrialState.Running, (60, 9)), Curves.History(Curves.Of(0, TrialState.Complete, 1, 1))));

    private static PrunerSpec Of(int minResource, int maxResource) =>
        PrunerSpec.Of("hyperband", ("minResource", ParameterValue.Of(minResource)), ("maxResource", ParameterValue.Of(maxResource)));
}
