using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Analysis;

/// <summary>Chooses the trials whose intermediate values are shown, before any of them is read, and thins those.</summary>
public static class CurveChoice
{
    /// <summary>How many there are at most of the best trials, of the newest, and of the others.</summary>
    private const int MostOfEach = 20;

    private const int MostSteps = 200;

    /// <summary>The trials whose intermediate values are to be read: at most sixty, by number.</summary>
    public static IReadOnlyList<Trial> Of(AnalysedStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var reported = Reported(study).ToArray();
        var best = study.BestFirst().Where(trial => trial.LastStep is not null).Take(MostOfEach);
        var chosen = reported.TakeLast(MostOfEach).Concat(best).DistinctBy(trial => trial.Number).ToArray();
        var others = reported.ExceptBy(chosen.Select(trial => trial.Number), trial => trial.Number).ToArray();
        return [.. chosen.Concat(Thinning.Evenly(others, MostOfEach)).OrderBy(trial => trial.Number)];
    }

    /// <summary>What a study reported of the value that is looked at; nothing where its reports are numbers and that is not the first
    /// value.</summary>
    /// <param name="study">The study.</param>
    /// <param name="reports">The steps, each with one number or with the value of each direction.</param>
    public static IReadOnlyList<(int Step, double Value)> OfMetric(
        AnalysedStudy study, IEnumerable<(int Step, IReadOnlyList<double> Vector)> reports)
    {
        ArgumentNullException.ThrowIfNull(study);
        return [.. reports.Where(r => r.Vector.Count > study.MetricIndex).Select(r => (r.Step, r.Vector[study.MetricIndex]))];
    }

    /// <summary>A curve of at most 200 steps.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="reports">What it reported, by ascending step.</param>
    public static CurveView Curve(Trial trial, IReadOnlyList<(int Step, double Value)> reports)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(reports);
        var shown = Thinning.Outline(reports.Count, i => Finite(reports[i].Value), MostSteps);
        return new()
        {
            Number = trial.Number,
            State = trial.State,
            Step = [.. shown.Select(i => reports[i].Step)],
            Value = [.. shown.Select(i => Finite(reports[i].Value))],
        };
    }

    /// <summary>How many trials have reported.</summary>
    internal static int Count(AnalysedStudy study) => Reported(study).Count();

    private static IEnumerable<Trial> Reported(AnalysedStudy study) => study.Trials.Where(trial => trial.LastStep is not null);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
