namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>How wide the numeric kernels of a mixture are.</summary>
/// <param name="Floor">The least standard deviation, as a share of the range.</param>
/// <param name="GapShare">The standard deviation as a share of the larger gap to a neighbour.</param>
/// <param name="Shrinkage">How far, in [0, 1], the centres are moved together so that the mixture is no wider than its points are.</param>
internal readonly record struct KernelShape(double Floor, double GapShare = 1, double Shrinkage = 0)
{
    private const double WidestFloor = 0.08;
    private const double NarrowestFloor = 0.005;
    private const double Power = 0.8;

    // Later the good trials tell precisely where the optimum is, and moving their kernels cost more than it gained where it lies in a kink.
    private const double ShrunkUntil = 2;

    // A whole gap, as Bergstra et al. 2011 have it, is far when the good trials surround one optimum; along a Pareto front it is right.
    private const double GapShareOfOne = 0.6;
    private const double GapShareOfSeveral = 1;

    /// <summary>The shape of kernels that only say where not to look: it stays.</summary>
    public static KernelShape Bad { get; } = new(0.03);

    /// <summary>
    /// The shape of good trials' kernels: wide at first, so that a few trials do not hold the search, then ever narrower, so that it
    /// converges; the more slowly the more parameters there are.
    /// </summary>
    /// <remarks>
    /// How narrow kernels may be matters more than anything else in TPE (Watanabe 2023, section 5). A fixed floor of 0.03 stalls after
    /// about a hundred trials; one that follows the spread of the good trials narrows too soon.
    /// </remarks>
    /// <param name="ranked">How many trials have a value.</param>
    /// <param name="parameters">How many parameters have more than one value.</param>
    /// <param name="objectives">How many objectives there are.</param>
    public static KernelShape Good(int ranked, int parameters, int objectives)
    {
        var excess = ranked / (10.0 + (2.0 * parameters));
        var floor = excess <= 1 ? WidestFloor : Math.Max(NarrowestFloor, WidestFloor * PortableMath.Exp(-Power * PortableMath.Log(excess)));
        return objectives == 1
            ? new KernelShape(floor, GapShareOfOne, excess <= ShrunkUntil ? 1 : ShrunkUntil / excess)
            : new KernelShape(floor, GapShareOfSeveral);
    }
}
