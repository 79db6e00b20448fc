using Serverless.Tuner.Core.Samplers.Auto;

namespace Serverless.Tuner.Core.Tests.Samplers.Auto;

public class EarlySharingTests
{
    [Theory]
    [InlineData(0, 0, 2)]
    [InlineData(0, 1, 2)]
    [InlineData(1, 1, 4)]
    [InlineData(3, 1, 6)]
    [InlineData(1, 0, 6)]
    public void Of_WhatIsGained_GivesTpeAQuarterAHalfOrMore(double ofTpe, double ofProcesses, int expected)
    {
        // Three times as many trials as TPE: the gain of each counts.
        var credit = new Credit([12, 0, 12, 24], [1, 0, 1, 1], [ofTpe, 0, ofProcesses / 2, ofProcesses / 2]);
        var shares = new EarlySharing(hasLocal: true).Of(64, credit);
        Assert.Equal(expected, shares.Turns[(int)Member.Tpe]);
        Assert.Equal((2, Shares.Block), (shares.Turns[(int)Member.Local], shares.Turns.Sum()));
    }

    [Fact]
    public void Of_NoLocal_TheProcessesHaveTheRest() =>
        Assert.Equal(Shares.Of(tpe: 2, processes: 6).Turns, new EarlySharing(hasLocal: false).Of(64, Credit.None).Turns);
}
