using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Core.Tests.Pruners;

public class TrialCurveTests
{
    [Fact]
    public void Set_AnyOrderAndAgain_StaysSortedWithTheNewestValues()
    {
        var curve = Curves.At(3, TrialState.Running, (5, 1), (1, 2), (9, 3), (5, 4), (0, 5));
        Assert.Equal([0, 1, 5, 9], curve.Steps);
        Assert.Equal([5.0, 2, 4, 3], curve.Values);
        Assert.Equal((9, 3.0), curve.Last);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1, double.NaN)]
    [InlineData(1, double.PositiveInfinity)]
    public void Set_NoStepOrNoNumber_Throws(int step, double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrialCurve(0).Set(step, value));

    [Theory]
    [InlineData(0, 10.0)]
    [InlineData(2, 10.0)]
    [InlineData(3, 20.0)]
    [InlineData(5, 20.0)]
    [InlineData(6, null)]
    public void FirstFrom_AStep_IsTheFirstReportAtOrBeyondIt(int step, double? value) =>
        Assert.Equal(value, Curves.At(0, TrialState.Running, (2, 10), (5, 20)).FirstFrom(step));

    [Fact]
    public void At_OnlyStepsThatWereReported()
    {
        var curve = Curves.At(0, TrialState.Running, (2, 10));
        Assert.Equal((null, 10.0, null), (curve.At(1), curve.At(2), curve.At(3)));
    }

    [Fact]
    public void Set_SeveralDirections_TheFirstIsTheValueAndAllAreTheVector()
    {
        var curve = new TrialCurve(0);
        double[] vector = [1, 2];
        curve.Set(4, vector);
        curve.Set(2, 7);
        vector[0] = 99;
        Assert.Equal([7.0, 1.0], curve.Values);
        Assert.Equal((4, 1.0), curve.Last);
        Assert.Equal([7.0], curve.VectorAt(2)!);
        Assert.Equal([1.0, 2.0], curve.FirstVectorFrom(3)!);
        Assert.Null(curve.FirstVectorFrom(5));
        curve.Set(4, 3);
        Assert.Equal([3.0], curve.VectorAt(4)!);
    }

    [Fact]
    public void Set_NoValueOrOneThatIsNotFinite_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrialCurve(0).Set(1, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrialCurve(0).Set(1, [1, double.NaN]));
    }
}
