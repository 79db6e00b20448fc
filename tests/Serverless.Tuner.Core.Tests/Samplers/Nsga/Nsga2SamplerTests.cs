using Serverless.Tuner.Core.Samplers.Nsga;

namespace Serverless.Tuner.Core.Tests.Samplers.Nsga;

public class Nsga2SamplerTests : NsgaTests
{
    private readonly CrowdingSurvival _survival = new();

    protected override string Type => "nsga2";

    protected override string Fingerprint => "C7EBF84A5A3D8B41";

    [Fact]
    public void Spread_AFront_IsTheCrowdingDistance() =>
        Assert.Equal(
            [double.PositiveInfinity, (2 / 4.0) + (6 / 8.0), (3 / 4.0) + (4 / 8.0), double.PositiveInfinity],
            _survival.Spread([[0, 8], [1, 4], [2, 2], [4, 0]]));

    [Fact]
    public void Spread_Copies_AreNothingApart()
    {
        var spread = _survival.Spread([[0, 1], [0.5, 0.5], [0.5, 0.5], [1, 0]]);
        Assert.Equal(2, spread[1]);
        Assert.Equal(0, spread[2]);
    }

    [Fact]
    public void Spread_HugeLosses_StaysANumber() =>
        Assert.DoesNotContain(
            double.NaN, _survival.Spread([[double.MinValue, double.MaxValue], [0, 0], [1, -1], [double.MaxValue, double.MinValue]]));

    [Fact]
    public void Choose_MoreThanFit_KeepsTheEndsAndTheSparse()
    {
        double[][] front = [[0, 10], [1, 9], [1.5, 8.5], [5, 5], [10, 0]];
        Assert.Equal([0, 3, 4], _survival.Choose([], front, _survival.Spread(front), 3, new(1, 1)).Order());
    }
}
