using Serverless.Tuner.Core.Samplers.Auto;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Auto;

public class PortfolioTests
{
    private const int First = 16;

    private static readonly IReadOnlyDictionary<string, ParameterValue> NoParameters = new Dictionary<string, ParameterValue>();

    [Theory]
    [InlineData(true, 7)]
    [InlineData(false, 4)]
    public void Share_OnlyOneImproves_ItHasTheMostItMay(bool isSecond, int expected)
    {
        var history = Run(120, (portfolio, number, best) =>
            number >= First && portfolio.IsSecond(number) == isSecond ? best - 1 : 1000);
        Assert.Equal(expected / 8.0, Late(history).Share(120));
    }

    [Fact]
    public void Share_NoneImproves_IsTheUsual() => Assert.Equal(0.875, Late(Run(120, (_, _, best) => best + 1)).Share(120));

    [Fact]
    public void Share_OneImprovedLongAgo_IsTheUsual() =>
        Assert.Equal(0.875, Late(Run(200, (p, n, best) => n is >= First and < 80 && !p.IsSecond(n) ? best - 1 : 1000)).Share(200));

    [Fact]
    public void IsSecond_AnyLevel_HasSoManyTurnsOfABlock()
    {
        var members = Members.Late;
        for (var turns = 0; turns <= members.Block; turns++)
        {
            Assert.Equal(turns, Enumerable.Range(0, members.Block).Count(place => members.IsSecond(place, turns)));
            for (var place = 0; place < members.Block; place++)
                Assert.Equal(Enumerable.Range(0, place).Count(p => members.IsSecond(p, turns)), members.SecondBefore(place, turns));
        }
    }

    [Fact]
    public void TurnOf_EachTrialOfTheSecond_CountsFromTheFirstOn()
    {
        var history = Run(150, (portfolio, number, best) => number % 3 == 0 ? best - 1 : 1000);
        var portfolio = Late(history);
        var own = Enumerable.Range(First, 150 - First).Where(portfolio.IsSecond).ToArray();
        Assert.Equal(Enumerable.Range(First, own.Length), own.Select(portfolio.TurnOf));
        Assert.Equal(
            Enumerable.Range(0, First).Concat(own), Enumerable.Range(0, portfolio.Count).Select(i => portfolio[i].Number));
    }

    [Fact]
    public void Update_TrialsEndInAnyOrder_IsThatOfTheTrialsThereAre()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new TrialRandom(seed, 9);
            var history = new SamplerHistory(SearchSpace.From([]), [Direction.Minimize], seed);
            var warm = Late(history);
            for (var number = 0; number < 220; number++)
            {
                history.Set(new SampledTrial(number, TrialState.Running, NoParameters, null));
                foreach (var open in history.Trials.Where(t => t.State == TrialState.Running).ToArray())
                    if (random.NextInt(6) == 0)
                        history.Set(open with { State = TrialState.Complete, Values = [random.NextGaussian() - (open.Number / 50.0)] });
                warm.Update();
                var cold = Late(history);
                if (number < First) continue;
                Assert.Equal((cold.IsSecond(number + 1), cold.Share(number + 1), cold.TurnOf(number + 1)),
                    (warm.IsSecond(number + 1), warm.Share(number + 1), warm.TurnOf(number + 1)));
                Assert.Equal(
                    Enumerable.Range(0, cold.Count).Select(i => cold[i]), Enumerable.Range(0, warm.Count).Select(i => warm[i]));
            }
        }
    }

    private static SamplerHistory Run(int count, Func<Portfolio, int, double, double> value)
    {
        var history = new SamplerHistory(SearchSpace.From([]), [Direction.Minimize], 1);
        var best = 100.0;
        for (var number = 0; number < count; number++)
        {
            var told = value(Late(history), number, best);
            best = Math.Min(best, told);
            history.Set(new SampledTrial(number, TrialState.Complete, NoParameters, [told]));
        }

        return history;
    }

    private static Portfolio Late(SamplerHistory history)
    {
        var portfolio = new Portfolio(history, Members.Late, First);
        portfolio.Update();
        return portfolio;
    }
}
