using Serverless.Tuner.Core.Samplers.Gp;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Gp;

public sealed class ImprovementForecastTests
{
    [Fact]
    public void Of_FewTrials_IsUnknown() => Assert.Null(ImprovementForecast.Of(History(7, x => x)));

    [Fact]
    public void Of_AllValuesAlike_IsNothing() => Assert.Equal(0, ImprovementForecast.Of(History(8, _ => 3)));

    [Theory]
    [InlineData(1, Direction.Minimize), InlineData(1, Direction.Maximize), InlineData(1000, Direction.Minimize)]
    public void Of_KnownParabola_IsFarLessThanItsRange(double unit, Direction direction)
    {
        var sign = direction == Direction.Minimize ? 1 : -1;
        var forecast = ImprovementForecast.Of(History(30, x => sign * unit * (x - 0.37) * (x - 0.37), direction))!.Value;

        Assert.InRange(forecast, 0, unit * 1e-3);
    }

    [Fact]
    public void Of_SlopeThatGoesOnBeyondWhatWasTried_IsAboutWhatIsLeft()
    {
        // Tried from 0 to 0.7 only; the slope goes on to 1.
        var forecast = ImprovementForecast.Of(History(15, x => -x, Direction.Minimize, 0.7))!.Value;

        Assert.InRange(forecast, 0.15, 0.5);
    }

    [Fact]
    public void Of_TheSameHistory_IsTheSameToTheLastBit() =>
        Assert.Equal(ImprovementForecast.Of(History(20, Math.Sin)), ImprovementForecast.Of(History(20, Math.Sin)));

    [Fact]
    public void Of_MoreTrialsThanAreModelled_IsSmallStill() =>
        Assert.InRange(ImprovementForecast.Of(History(400, x => x * x))!.Value, 0, 1e-3);

    private static SamplerHistory History(int count, Func<double, double> value, Direction direction = Direction.Minimize, double upTo = 1)
    {
        ParameterSpec x = new() { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 };
        var trials = Enumerable.Range(0, count).Select(i =>
        {
            var at = upTo * (i + 0.5) / count;
            return new SampledTrial(
                i, TrialState.Complete, new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(at) }, [value(at)]);
        });
        return new SamplerHistory(SearchSpace.From([x]), [direction], 1, trials);
    }
}
