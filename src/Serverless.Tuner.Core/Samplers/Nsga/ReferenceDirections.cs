using MathNet.Numerics;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>Evenly spread points of the unit simplex (Das and Dennis 1998; Deb and Jain 2014, section IV.B).</summary>
internal static class ReferenceDirections
{
    /// <summary>All points whose coordinates are multiples of 1 / <paramref name="divisions"/>, in lexicographic order.</summary>
    public static double[][] Of(int objectives, int divisions)
    {
        var points = new List<double[]>();
        Fill(new double[objectives], 0, divisions);
        return [.. points];

        void Fill(double[] point, int objective, int left)
        {
            if (objective == objectives - 1)
            {
                point[objective] = left / (double)divisions;
                points.Add([.. point]);
                return;
            }

            for (var share = 0; share <= left; share++)
            {
                point[objective] = share / (double)divisions;
                Fill(point, objective + 1, left - share);
            }
        }
    }

    /// <summary>The most divisions of which there are at most <paramref name="most"/> points; 1 or more.</summary>
    public static int DivisionsFor(int objectives, int most)
    {
        if (objectives == 1) return 1;
        var divisions = 1;
        while (divisions < most && Count(objectives, divisions + 1) <= most) divisions++;
        return divisions;
    }

    /// <summary>How many points there are: divisions + objectives − 1 over divisions.</summary>
    public static double Count(int objectives, int divisions) => SpecialFunctions.Binomial(divisions + objectives - 1, divisions);
}
