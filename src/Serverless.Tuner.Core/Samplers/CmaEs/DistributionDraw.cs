using Serverless.Tuner.Core.Samplers.Qmc;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>Draws the point of a trial from a distribution, and reconstructs what was drawn from the values that the trial kept.</summary>
/// <remarks>
/// The normal vectors are those of a scrambled Sobol sequence (Teytaud and Gelly 2007, DCMA: yet another derandomization in
/// covariance-matrix-adaptation, GECCO): neighbouring trials explore different directions, which a small population profits from most.
/// They are taken by turns: every second, say, of such a sequence covers but a half of the space.
/// </remarks>
/// <param name="coordinates">The coordinates of the space.</param>
/// <param name="trials">The trials whose turns count.</param>
/// <param name="seed">The study's seed.</param>
/// <param name="excluded">Regions a point of which is drawn again; null for none.</param>
internal sealed class DistributionDraw(
    NumericCoordinates coordinates, IEvolutionTrials trials, long seed, ExcludedRegions? excluded = null)
{
    // Draws outside the limits are drawn again so often before they are moved to the nearest limit.
    private const int MostTries = 20;

    // So often a point is drawn again that is excluded: what is left may be little of where the distribution is.
    private const int MostDraws = 1_000;

    // Keeps a quantile finite.
    private const double LeastProbability = 1.0 / (1L << 53);

    // How much a value's coordinate may differ from the one that the value was made of.
    private const double Rounding = 1e-9;

    private readonly SobolSequence _sobol = new(unchecked((long)BitMix.Hash((ulong)seed, 0xC3AE5)));

    /// <summary>A coordinate for every parameter, whether or not it exists there; those of discrete
    /// parameters are not at their cells' middles yet and may lie outside [0, 1].</summary>
    /// <param name="distribution">The distribution.</param>
    /// <param name="number">The trial.</param>
    /// <param name="given">The standard normal vector to take where it leads inside the limits; null for that of the sequence.</param>
    public double[] Draw(SearchDistribution distribution, int number, double[]? given = null)
    {
        var random = new TrialRandom(seed, number);
        var point = Draw(distribution, given ?? Quantiles(trials.TurnOf(number)), random);
        for (var draws = 1; draws < MostDraws && IsExcluded(point); draws++) point = Draw(distribution, null, random);
        return point;
    }

    /// <summary>A trial's place of the sequence, by its turn.</summary>
    private double[] Quantiles(int turn)
    {
        var white = new double[coordinates.Dimensions];
        for (var j = 0; j < white.Length; j++) white[j] = NormalDistribution.Quantile(Math.Max(LeastProbability, _sobol.Value(turn, j)));
        return white;
    }

    /// <summary>One draw, which tries a vector first.</summary>
    private double[] Draw(SearchDistribution distribution, double[]? first, TrialRandom random)
    {
        var point = new double[coordinates.Encoding.Dimensions];
        for (var k = 0; k < coordinates.Categorical.Length; k++)
            point[coordinates.Categorical[k]] = Choose(distribution.Choices[k], random.NextDouble());
        var n = coordinates.Dimensions;
        var (white, step) = (first ?? new double[n], new double[n]);
        for (var attempt = 1; ; attempt++)
        {
            if (attempt > 1 || first is null)
                for (var j = 0; j < n; j++) white[j] = random.NextGaussian();
            distribution.Shape.Colour(white, step);
            var isInside = true;
            for (var j = 0; j < n; j++)
            {
                step[j] = distribution.Mean[j] + (distribution.Sigma * distribution.Stretch[j] * step[j]);
                isInside &= coordinates.Cells[j] is not null || step[j] is >= 0 and <= 1;
            }

            if (!isInside && attempt < MostTries) continue;
            for (var j = 0; j < n; j++) point[coordinates.Numeric[j]] = coordinates.Cells[j] is null ? Math.Clamp(step[j], 0, 1) : step[j];
            return point;
        }
    }

    /// <summary>A trial as a member of the generation that was drawn from <paramref name="distribution"/>.</summary>
    public GenerationMember MemberOf(EncodedTrial trial, SearchDistribution distribution)
    {
        var member = coordinates.MemberOf(trial);
        if (!coordinates.HasDiscrete) return member;

        // A value says in which cell the draw was, but what is learned depends on where in the cell: the trial is drawn again.
        var drawn = Draw(distribution, trial.Number);
        var present = Enumerable.Range(0, member.Numeric.Length).Where(j => !double.IsNaN(member.Numeric[j])).ToArray();
        if (!Array.TrueForAll(present, j => IsSame(j, drawn[coordinates.Numeric[j]], member.Numeric[j]))) return member;
        foreach (var j in present)
            if (coordinates.Cells[j] is not null)
                member.Numeric[j] = drawn[coordinates.Numeric[j]];
        return member;
    }

    private bool IsExcluded(double[] drawn)
    {
        if (excluded is null) return false;
        var encoding = coordinates.Encoding;
        var point = (double[])drawn.Clone();
        for (var i = 0; i < point.Length; i++)
            if (!encoding.IsActive(i, point)) point[i] = double.NaN;
        return excluded.Contains(encoding.Decode(point));
    }

    private bool IsSame(int j, double drawn, double kept) => coordinates.Cells[j] is { } cells
        ? cells.IndexAt(Math.Clamp(drawn, 0, 1)) == cells.IndexAt(kept)
        : Math.Abs(drawn - kept) < Rounding;

    private static int Choose(double[] probabilities, double u)
    {
        for (var c = 0; c < probabilities.Length - 1; c++)
        {
            u -= probabilities[c];
            if (u < 0) return c;
        }

        return probabilities.Length - 1;
    }
}
