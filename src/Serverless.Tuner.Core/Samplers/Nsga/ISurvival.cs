namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>Decides which trials of the front that does not fit as a whole survive.</summary>
internal interface ISurvival
{
    /// <summary>Rates the trials of a front: those with more win tournaments.</summary>
    double[] Spread(IReadOnlyList<double[]> front);

    /// <summary>Chooses <paramref name="count"/> indices into <paramref name="front"/>.</summary>
    /// <param name="chosen">The losses of the fronts before it, which survive.</param>
    /// <param name="front">The losses of its trials, more than <paramref name="count"/>.</param>
    /// <param name="spread">Their ratings, by <see cref="Spread"/>.</param>
    /// <param name="count">How many survive.</param>
    /// <param name="random">For choices that are open.</param>
    int[] Choose(IReadOnlyList<double[]> chosen, IReadOnlyList<double[]> front, double[] spread, int count, TrialRandom random);
}
