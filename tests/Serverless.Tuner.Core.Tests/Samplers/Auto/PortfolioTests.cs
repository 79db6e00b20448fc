using Serverless.Tuner.Core.Samplers.Auto;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Auto;

public class PortfolioTests
{
    private const int First = 16;
    private const int LastLocal = 120;

    private static readonly IReadOnlyDictionary<string, ParameterValue> NoParameters = new Dictionary<string, ParameterValue>();

    [Fact]
    public void TurnOf_EachTrialOfAMember_CountsFromTheFirstOn()
    {
        var history = Run(250, (portfolio, number, best) => number % 3 == 0 ? best - 1 : 1000);
        var portfolio = Late(history);
        var own = Enumerable.Range(First, 250 - First).Where(n => portfolio.MemberOf(n) == Member.Evolution).ToArray();
        Assert.NotEmpty(own);
        Assert.Equal(Enumerable.Range(First, own.Length), own.Select(portfolio.Evolution.TurnOf));
        Assert.Equal(
            Enumerable.Range(0, First).Concat(own),
            Enumerable.Range(0, portfolio.Evolution.Count).Select(i => portfolio.Evolution[i].Number));
    }

    [Fact]
    public void MemberOf_AfterTheLastLocal_IsNeverLocal()
    {
        var portfolio = Late(Run(250, (p, number, best) => number >= First && p.MemberOf(number) == Member.Local ? best - 1 : 1000));
        Assert.Contains(Member.Local, Members(portfolio, First, LastLocal));
        Assert.DoesNotContain(Member.Local, Members(portfolio, LastLocal, 250));
    }

    [Theory]
    [InlineData(nameof(Member.Tpe))]
    [InlineData(nameof(Member.Evolution))]
    [InlineData(nameof(Member.Local))]
    public void Share_OnlyOneImproves_ItHasMoreThanWhenNoneDoes(string name)
    {
        var member = Enum.Parse<Member>(name);
        var usual = Late(Run(104, (_, _, best) => best + 1));
        var after = Late(Run(104, (p, n, best) => n >= First && p.MemberOf(n) == member ? best - 1 : 1000));
        Assert.True(Count(after) > Count(usual), $"{Count(after)} of 8 after {Count(usual)}");

        int Count(Portfolio portfolio) => Members(portfolio, 104, 112).Count(m => m == member);
    }

    [Theory]
    [InlineData(104, nameof(Member.Local), 2)]
    [InlineData(104, nameof(Member.Evolution), 1)]
    [InlineData(200, nameof(Member.Tpe), 2)]
    [InlineData(200, nameof(Member.Evolution), 0)]
    public void Share_EvolutionHasModels_TheOthersHaveTwoOfEightAtMost(int start, string improving, int others)
    {
        var member = Enum.Parse<Member>(improving);
        var history = Run(start, (p, n, best) => n >= First && p.MemberOf(n) == member ? best - 1 : 1000, hasModels: true);
        Assert.Equal(others, Members(Late(history, hasModels: true), start, start + 8).Count(m => m != Member.Evolution));
    }

    [Fact]
    public void Share_OneImprovedLongAgo_IsTheUsual()
    {
        var usual = Late(Run(200, (_, _, best) => best + 1));
        var after = Late(Run(200, (p, n, best) => n is >= First and < 80 && p.MemberOf(n) == Member.Tpe ? best - 1 : 1000));
        Assert.Equal(Members(usual, 200, 208), Members(after, 200, 208));
    }

    [Fact]
    public void Share_AnyTrial_IsThatOfItsMemberInTheBlock()
    {
        var portfolio = Late(Run(200, (p, n, best) => n % 5 == 0 ? best - 1 : 1000));
        for (var start = First; start < 200; start += Shares.Block)
            for (var number = start; number < start + Shares.Block; number++)
                Assert.Equal(
                    Members(portfolio, start, start + Shares.Block).Count(m => m == portfolio.MemberOf(number)) / 8.0,
                    portfolio.Share(number));
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
                Assert.Equal((cold.MemberOf(number + 1), cold.Share(number + 1)), (warm.MemberOf(number + 1), warm.Share(number + 1)));
                AssertSame(cold.Evolution, warm.Evolution, number + 1);
            }
        }
    }

    private static void AssertSame(EvolutionTrials expected, EvolutionTrials actual, int number)
    {
        Assert.Equal(expected.TurnOf(number), actual.TurnOf(number));
        Assert.Equal(
            Enumerable.Range(0, expected.Count).Select(i => expected[i]), Enumerable.Range(0, actual.Count).Select(i => actual[i]));
    }

    private static Member[] Members(Portfolio portfolio, int from, int to) =>
        [.. Enumerable.Range(from, to - from).Select(portfolio.MemberOf)];

    private static SamplerHistory Run(int count, Func<Portfolio, int, double, double> value, bool hasModels = false)
    {
        var history = new SamplerHistory(SearchSpace.From([]), [Direction.Minimize], 1);
        var best = 100.0;
        for (var number = 0; number < count; number++)
        {
            var told = value(Late(history, hasModels), number, best);
            best = Math.Min(best, told);
            history.Set(new SampledTrial(number, TrialState.Complete, NoParameters, [told]));
        }

        return history;
    }

    private static Portfolio Late(SamplerHistory history, bool hasModels = false)
    {
        var portfolio = new Portfolio(history, new LateSharing(LastLocal, hasModels), First);
        portfolio.Update();
        return portfolio;
    }
}
