namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>Whether the values of a study scatter much.</summary>
internal static class Scatter
{
    /// <summary>How many of the newest complete trials count: what a study was like long ago does not matter.</summary>
    private const int Newest = 100;

    private const int Least = 4;
    private const double Much = 0.25;

    /// <summary>Whether the middle half of the values of the newest 100 complete trials, in
    /// some direction, spans more than a quarter of what all of them span.</summary>
    public static bool IsMuch(IReadOnlyList<EncodedTrial> trials)
    {
        var newest = new List<double[]>(Newest);
        for (var i = trials.Count - 1; i >= 0 && newest.Count < Newest; i--)
            if (trials[i] is { State: TrialState.Complete, Losses: { } losses }) newest.Add(losses);
        if (newest.Count < Least) return false;
        for (var direction = 0; direction < newest[0].Length; direction++)
            if (IsMuch([.. newest.Select(losses => losses[direction])])) return true;
        return false;
    }

    private static bool IsMuch(double[] values)
    {
        Array.Sort(values);
        var quarter = values.Length / 4;
        // Halved before they are subtracted: the span of large values may be none that a double holds.
        var middle = (values[^(quarter + 1)] / 2) - (values[quarter] / 2);
        var whole = (values[^1] / 2) - (values[0] / 2);
        return middle > Much * whole;
    }
}
