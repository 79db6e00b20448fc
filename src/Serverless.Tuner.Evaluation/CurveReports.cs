using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Evaluation;

/// <summary>Reports as pruners see them.</summary>
internal static class CurveReports
{
    /// <summary>Adds a report to its trial's curve.</summary>
    public static void AddTo(this Report report, TrialCurve curve)
    {
        if (report.Values is { } values) curve.Set(report.Step, values);
        else curve.Set(report.Step, report.Value);
    }
}
