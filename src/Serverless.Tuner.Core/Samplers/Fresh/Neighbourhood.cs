using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Fresh;

/// <summary>The points around one point, by how many steps they are away: a step
/// moves one parameter to an adjacent value, or to another choice.</summary>
internal sealed class Neighbourhood(PointEncoding encoding, TrialRandom random)
{
    private const int MostSeen = 1_000;
    private const int MostChoices = 64;

    private readonly HashSet<double[]> _seen = new(PointComparer.Instance);

    /// <summary>One of the nearest points that were not tried; of those as
    /// near, one that differs in numbers rather than in choices.</summary>
    /// <returns>Null when none is near.</returns>
    public double[]? Untried(double[] centre, Func<double[], bool> isTried)
    {
        _seen.Add(centre);
        List<double[]> shell = [centre];
        while (shell.Count > 0 && _seen.Count < MostSeen)
        {
            List<double[]> further = [];
            foreach (var isChoice in (ReadOnlySpan<bool>)[false, true])
            {
                var moved = shell.SelectMany(point => Moves(point, isChoice)).Where(_seen.Add).ToList();
                var untried = moved.Where(point => !isTried(point)).ToList();
                if (untried.Count > 0) return untried[(int)random.NextInt(untried.Count)];
                further.AddRange(moved);
            }

            shell = further;
        }

        return null;
    }

    private IEnumerable<double[]> Moves(double[] from, bool isChoice)
    {
        for (var i = 0; i < from.Length && _seen.Count < MostSeen; i++)
        {
            if (double.IsNaN(from[i])) continue;
            foreach (var coordinate in isChoice ? OtherChoices(encoding.Scales[i], from[i]) : Adjacent(encoding.Scales[i], from[i]))
                yield return With(from, i, coordinate);
        }
    }

    private static IEnumerable<double> Adjacent(ParameterScale scale, double coordinate)
    {
        if (scale is not IDiscreteScale cells) yield break;
        var index = cells.IndexAt(coordinate);
        if (index > 0) yield return cells.CentreOf(index - 1);
        if (index < cells.Points - 1) yield return cells.CentreOf(index + 1);
    }

    private IEnumerable<double> OtherChoices(ParameterScale scale, double coordinate)
    {
        if (scale is not ChoiceScale { Count: var count }) return [];
        var others = count <= MostChoices
            ? Enumerable.Range(0, count).Select(k => (double)k)
            : Enumerable.Range(0, MostChoices).Select(_ => (double)random.NextInt(count));
        return others.Where(k => k != coordinate);
    }

    /// <summary>A point with one coordinate moved; parameters that exist only then are drawn.</summary>
    private double[] With(double[] from, int moved, double coordinate)
    {
        var point = (double[])from.Clone();
        point[moved] = coordinate;
        for (var i = moved + 1; i < point.Length; i++)
        {
            if (!encoding.IsActive(i, point)) point[i] = double.NaN;
            else if (double.IsNaN(point[i])) point[i] = encoding.Scales[i].ToCoordinate(encoding.Scales[i].Draw(random));
        }

        return point;
    }
}
