using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Testing;

/// <summary>Curves of trials, as they come: steps skipped and repeated, from 0 or from 1, values with ties.</summary>
internal static class Curves
{
    public const string Study = "study-1";

    /// <summary>A curve that reported some values at steps 1, 2, ….</summary>
    public static TrialCurve Of(int number, TrialState state, params double[] values) =>
        At(number, state, [.. values.Select((v, i) => (i + 1, v))]);

    /// <summary>A curve with the given reports.</summary>
    public static TrialCurve At(int number, TrialState state, params (int Step, double Value)[] reports)
    {
        var curve = new TrialCurve(number, state);
        foreach (var (step, value) in reports) curve.Set(step, value);
        return curve;
    }

    public static PrunerHistory History(params IEnumerable<TrialCurve> curves)
    {
        var history = new PrunerHistory();
        foreach (var curve in curves) history.Set(curve);
        return history;
    }

    /// <summary>A curve that reported values of several directions at steps 1, 2, ….</summary>
    public static TrialCurve OfVectors(int number, TrialState state, params double[][] vectors)
    {
        var curve = new TrialCurve(number, state);
        for (var i = 0; i < vectors.Length; i++) curve.Set(i + 1, vectors[i]);
        return curve;
    }

    /// <summary>The same curve of a trial with another number.</summary>
    public static TrialCurve Renumbered(TrialCurve curve, int number)
    {
        var copy = new TrialCurve(number, curve.State) { Result = curve.Result };
        foreach (var step in curve.Steps) copy.Set(step, curve.VectorAt(step)!);
        return copy;
    }

    /// <summary>A copy with the first reports only, its values changed or not.</summary>
    public static TrialCurve Copy(TrialCurve curve, int? count = null, Func<int, double, double>? map = null)
    {
        var copy = new TrialCurve(curve.Number, curve.State)
        {
            Result = curve.Result is { } result && map is not null ? map(-1, result) : curve.Result,
        };
        for (var i = 0; i < (count ?? curve.Count); i++)
        {
            var (step, vector) = (curve.Steps[i], curve.VectorAt(curve.Steps[i])!);
            copy.Set(step, map is null ? vector : [.. vector.Select(value => map(step, value))]);
        }

        return copy;
    }

    /// <summary>The curves of a study at some moment, in any state; a few have not reported yet.</summary>
    public static TrialCurve[] Random(TrialRandom random, int count, int most = 30, int directions = 1)
    {
        var first = (int)random.NextInt(2);
        // In most studies every trial reports at the same steps.
        var stride = 1 + (int)random.NextInt(3);
        var isRegular = random.NextInt(3) > 0;
        return [.. Enumerable.Range(0, count).Select(number => Curve(random, number, first, isRegular ? stride : null, most, directions))];
    }

    private static TrialCurve Curve(TrialRandom random, int number, int first, int? stride, int most, int directions)
    {
        var states = Enum.GetValues<TrialState>();
        var state = random.NextInt(2) == 0 ? TrialState.Complete : states[random.NextInt(states.Length)];
        var curve = new TrialCurve(number, state);
        var (level, step) = (random.NextGaussian(), first);
        double[] others = [.. Enumerable.Range(1, directions - 1).Select(_ => random.NextGaussian())];
        var reports = state == TrialState.Complete && stride is not null ? most : (int)random.NextInt(most + 1);
        for (var i = 0; i < reports; i++, step += stride ?? (1 + (int)random.NextInt(4)))
        {
            curve.Set(step, [Value(level, i), .. others.Select(other => Value(other, i))]);
            if (random.NextInt(10) == 0) curve.Set(step, [Math.Round(level, 1), .. others.Select(other => Math.Round(other, 1))]);
        }

        if (state == TrialState.Complete && curve.Count > 0 && random.NextInt(2) == 0) curve.Result = curve.Last.Value;
        return curve;

        double Value(double level, int report) => Math.Round(level + (2.0 / (1 + report)) + (0.3 * random.NextGaussian()), 1);
    }
}
