using Serverless.Tuner.Core.Samplers.Auto;

namespace Serverless.Tuner.Core.Tests.Samplers.Auto;

public class SharesTests
{
    [Fact]
    public void Order_AnyShares_GivesEachItsTurns()
    {
        for (var tpe = 0; tpe <= Shares.Block; tpe++)
            for (var evolution = 0; tpe + evolution <= Shares.Block; evolution++)
                for (var local = 0; tpe + evolution + local <= Shares.Block; local++)
                {
                    var shares = Shares.Of(tpe, evolution, local: local, processes: Shares.Block - tpe - evolution - local);
                    Assert.Equal(shares.Turns, Enumerable.Range(0, Shares.Members).Select(m => shares.Order.Count(o => o == (Member)m)));
                }
    }

    [Fact]
    public void Order_AQuarter_IsEveryFourth() => Assert.Equal(
        [3, 7], Enumerable.Range(0, Shares.Block).Where(place => Shares.Of(tpe: 2, processes: 6).Order[place] == Member.Tpe));
}
