using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Evaluation.Tests;

/// <summary>How much memory curves count as, which bounds how many studies a worker keeps warm.</summary>
public sealed class StudyCurvesBytesTests
{
    private readonly StudyCurves _curves = new();

    [Fact]
    public void Bytes_ReportsOfSeveralDirections_CountEachNumber()
    {
        var number = Bytes([new Report(1, 0.5, null), new Report(2, 0.4, null)]);
        var two = Bytes([Of(1, 2), Of(2, 2)]);
        var nine = Bytes([Of(1, 9), Of(2, 9)]);

        Assert.True(two > number + (2 * 16), $"{two} after {number}");
        Assert.Equal(2 * 7 * sizeof(double), nine - two);
    }

    [Fact]
    public void Bytes_AStepReportedAgainAndAnotherAttempt_CountOnce()
    {
        var curve = _curves.Begin(0, attempt: 1);
        _curves.Report(curve, Of(1, 3));
        var once = _curves.Bytes;
        _curves.Report(curve, Of(1, 3));
        Assert.Equal(once, _curves.Bytes);
        _curves.Report(curve, new Report(1, 0.5, null));
        Assert.InRange(_curves.Bytes, 1, once - 1);

        _curves.Put(Filled(Of(1, 3)), attempt: 1);
        Assert.Equal(once, _curves.Bytes);
        _curves.Begin(0, attempt: 2);
        Assert.Equal(0, _curves.Bytes);
    }

    private long Bytes(IReadOnlyList<Report> reports)
    {
        var before = _curves.Bytes;
        var curve = _curves.Begin((int)before, attempt: 1);
        foreach (var report in reports) _curves.Report(curve, report);
        return _curves.Bytes - before;
    }

    private static TrialCurve Filled(Report report)
    {
        var curve = new TrialCurve(0);
        report.AddTo(curve);
        return curve;
    }

    private static Report Of(int step, int directions) =>
        new(step, 0.5, null) { Values = [.. Enumerable.Repeat(0.5, directions)] };
}
