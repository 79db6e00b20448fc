namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>NSGA-III: those survive that are nearest to directions which have
/// few survivors yet (Deb and Jain 2014, sections IV.C to IV.E).</summary>
/// <param name="populationSize">How many survive in all: where no divisions are given, at most so many directions are used.</param>
/// <param name="dividingParameter">Into how many parts the directions divide each objective; null to choose by the population.</param>
internal sealed class ReferencePointSurvival(int populationSize, int? dividingParameter) : ISurvival
{
    // How much a trial's distance from its direction counts beside how far along it is (Zhang and Li 2007: 5).
    private const double OffDirection = 5;

    // Beyond it, a spec's divisions would take more memory than any population needs.
    private const int MostDirections = 20_000;

    private double[][] _directions = [];

    /// <inheritdoc />
    /// <remarks>
    /// As published all of a front are alike. With three objectives or more nearly all parents soon are of one front, though, and some
    /// hundred trials are too few for parents drawn at random. So what a trial alone dominates decides; where that is not known, whether
    /// it is the best of its direction, and then how good it is there.
    /// </remarks>
    public double[] Spread(IReadOnlyList<double[]> front)
    {
        if (front.Count == 0 || front[0].Length == 1) return new double[front.Count];
        return HypervolumeSurvival.Alone(front) ?? AlongDirections(front);
    }

    public int[] Choose(IReadOnlyList<double[]> chosen, IReadOnlyList<double[]> front, double[] spread, int count, TrialRandom random)
    {
        var directions = DirectionsFor(front[0].Length);
        var normalised = ObjectiveNormalisation.Of([.. chosen, .. front]);
        var counts = new int[directions.Length];
        for (var i = 0; i < chosen.Count; i++) counts[Nearest(normalised[i], directions).Direction]++;

        var niches = new List<(int Index, double Distance)>?[directions.Length];
        for (var i = 0; i < front.Count; i++)
        {
            var (direction, distance) = Nearest(normalised[chosen.Count + i], directions);
            (niches[direction] ??= []).Add((i, distance));
        }

        var survivors = new int[count];
        for (var i = 0; i < count; i++)
        {
            var direction = Emptiest(counts, niches, random);
            var niche = niches[direction]!;
            // The first of a direction is the nearest to it; after that any.
            var at = counts[direction] == 0
                ? niche.IndexOf(niche.MinBy(candidate => candidate.Distance))
                : (int)random.NextInt(niche.Count);
            survivors[i] = niche[at].Index;
            niche.RemoveAt(at);
            counts[direction]++;
        }

        return survivors;
    }

    /// <summary>Less for each better one of the same direction; among equals by the distance from the ideal, of which what leads away from
    /// the direction counts more (Yuan et al. 2016, theta-domination; Zhang and Li 2007, MOEA/D, penalty-based boundary intersection).
    /// </summary>
    private double[] AlongDirections(IReadOnlyList<double[]> front)
    {
        var directions = DirectionsFor(front[0].Length);
        var normalised = ObjectiveNormalisation.Of(front);
        var nearest = Array.ConvertAll(normalised, point => Nearest(point, directions));
        var penalties = normalised.Select((point, i) =>
        {
            var off = Math.Max(0, nearest[i].Distance);
            return Math.Sqrt(Math.Max(0, point.Sum(v => v * v) - off)) + (OffDirection * Math.Sqrt(off));
        }).ToArray();
        var most = penalties.Max() + 1;
        var spread = new double[front.Count];
        var better = new int[directions.Length];
        foreach (var i in Enumerable.Range(0, front.Count).OrderBy(i => penalties[i]).ThenBy(i => i))
            spread[i] = -(most * better[nearest[i].Direction]++) - penalties[i];
        return spread;
    }

    /// <summary>One of the directions that have candidates left and the fewest survivors.</summary>
    private static int Emptiest(int[] counts, List<(int Index, double Distance)>?[] niches, TrialRandom random)
    {
        var emptiest = -1;
        var ties = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (niches[i] is not { Count: > 0 }) continue;
            if (emptiest < 0 || counts[i] < counts[emptiest])
            {
                emptiest = i;
                ties = 1;
            }
            else if (counts[i] == counts[emptiest] && random.NextInt(++ties) == 0)
            {
                emptiest = i;
            }
        }

        return emptiest;
    }

    /// <summary>The direction whose line is nearest to a point, and the square of the distance.</summary>
    private static (int Direction, double Distance) Nearest(double[] point, double[][] directions)
    {
        var nearest = (Direction: 0, Distance: double.PositiveInfinity);
        for (var i = 0; i < directions.Length; i++)
        {
            double dot = 0, length = 0, square = 0;
            for (var j = 0; j < point.Length; j++)
            {
                dot += point[j] * directions[i][j];
                length += directions[i][j] * directions[i][j];
                square += point[j] * point[j];
            }

            var distance = square - (dot * dot / length);
            if (distance < nearest.Distance) nearest = (i, distance);
        }

        return nearest;
    }

    private double[][] DirectionsFor(int objectives)
    {
        if (_directions.Length > 0 && _directions[0].Length == objectives) return _directions;
        var divisions = dividingParameter ?? ReferenceDirections.DivisionsFor(objectives, populationSize);
        if (ReferenceDirections.Count(objectives, divisions) > MostDirections)
            divisions = ReferenceDirections.DivisionsFor(objectives, MostDirections);
        return _directions = ReferenceDirections.Of(objectives, divisions);
    }
}
