using Serverless.Tuner.Core.Numerics;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>How wide the numeric kernels of a mixture are.</summary>
/// <param name="Floor">The least standard deviation, as a share of the range.</param>
internal readonly record struct KernelShape(double Floor)
{
    private const double WidestFloor = 0.08;
    private const double NarrowestFloor = 0.005;

    // Until so many trials have a value the floor is widest; from then on it falls with this power of their number.
    private const double WideTrials = 20;
    private const double Power = 0.8;

    /// <summary>The shape of kernels that only say where not to look: it stays.</summary>
    public static KernelShape Bad { get; } = new(0.03);

    /// <summary>
    /// The shape of good trials' kernels once <paramref name="ranked"/> trials have a value: wide at first, so that few trials do not
    /// hold the search, then ever narrower, so that it converges. A fixed floor of 0.03 stalls after about a hundred trials.
    /// </summary>
    /// <remarks>Floors are the most important of TPE's parts (Watanabe 2023, section 5); the schedule is from our own runs.</remarks>
    public static KernelShape Good(int ranked) => new(ranked <= WideTrials
        ? WidestFloor
        : Math.Max(NarrowestFloor, WidestFloor * PortableMath.Exp(-Power * PortableMath.Log(ranked / WideTrials))));
}
