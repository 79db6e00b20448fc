using System.Numerics;

namespace Serverless.Tuner.Core.Budgets;

/// <summary>Time that a plan of Azure Functions bills in steps.</summary>
/// <param name="PerMs">What a billed millisecond costs.</param>
/// <param name="StepMs">Up to a multiple of so many milliseconds time is rounded.</param>
/// <param name="LeastMs">What is billed at least, in milliseconds; a multiple of the step.</param>
internal readonly record struct BilledTime(BigInteger PerMs, long StepMs, long LeastMs)
{
    /// <summary>What an execution of this length costs.</summary>
    public BigInteger Charge(long ticks)
    {
        var step = StepMs * TimeSpan.TicksPerMillisecond;
        var steps = (ticks / step) + (ticks % step > 0 ? 1 : 0);
        return PerMs * BigInteger.Max(LeastMs, (BigInteger)steps * StepMs);
    }

    /// <summary>By how much more than its time alone an execution may cost.</summary>
    public BigInteger MostBeside => PerMs * (LeastMs + StepMs);
}
