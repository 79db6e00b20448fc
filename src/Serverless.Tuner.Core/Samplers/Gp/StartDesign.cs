using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>The first points: a Latin hypercube, whose rows each parameter visits in an order of its own; trials beyond it are drawn at random.</summary>
/// <remarks>McKay, Beckman and Conover 1979. A point depends on the study's seed and the trial's number alone.</remarks>
internal sealed class StartDesign(PointEncoding encoding, long seed, int rows)
{
    // Apart from the streams of trials, whose numbers are not negative.
    private const int Stream = -1;

    /// <summary>The whole point of a trial.</summary>
    public double[] Point(int number)
    {
        var random = new TrialRandom(seed, number);
        var order = new TrialRandom(seed, Stream);
        var point = new double[encoding.Dimensions];
        for (var i = 0; i < point.Length; i++)
        {
            var row = RowOf(number, order);
            var share = number < rows ? (row + random.NextDouble()) / rows : random.NextClosedDouble();
            if (!encoding.IsActive(i, point)) point[i] = double.NaN;
            else point[i] = encoding.Scales[i] is ChoiceScale choices ? Math.Min((int)(share * choices.Count), choices.Count - 1) : share;
        }

        return point;
    }

    /// <summary>The row of a trial for the next parameter: its place in a random permutation.</summary>
    private int RowOf(int number, TrialRandom order)
    {
        Span<int> permutation = rows <= 64 ? stackalloc int[rows] : new int[rows];
        for (var k = 0; k < rows; k++) permutation[k] = k;
        for (var k = rows - 1; k > 0; k--)
        {
            var other = (int)order.NextInt(k + 1);
            (permutation[k], permutation[other]) = (permutation[other], permutation[k]);
        }

        return number < rows ? permutation[number] : 0;
    }
}
