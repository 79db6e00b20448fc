namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>The acquisition: of candidates drawn from the good density, the one where it exceeds the bad density most.</summary>
internal static class CandidateSelection
{
    /// <summary>Draws <paramref name="count"/> candidates and returns the coordinates of the one with the largest log l − log g; the first of equals.</summary>
    public static double[] Best(ParzenEstimator good, ParzenEstimator bad, int count, TrialRandom random)
    {
        var candidates = new double[count][];
        for (var i = 0; i < count; i++) candidates[i] = good.Draw(random);
        if (count == 1) return candidates[0];

        var l = good.LogDensities(candidates);
        var g = bad.LogDensities(candidates);
        var best = 0;
        for (var i = 1; i < count; i++)
            if (l[i] - g[i] > l[best] - g[best])
                best = i;
        return candidates[best];
    }
}
