namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>How an evolution begins, advances by a generation, and begins anew.</summary>
/// <remarks>
/// Trials that were suggested from another space, before the study was changed, are the start: the first distribution is learned from the
/// best of them. As generations they would have drawn it to the bounds that there were then, and made what is new since unlikely.
/// </remarks>
internal sealed class EvolutionRules(
    CmaEsOptions options, NumericCoordinates coordinates, DistributionDraw draw, long seed, int firstOfSpace)
{
    private const int MostDoublings = 9;

    private readonly GenerationUpdate _update = new(coordinates);
    private readonly int _population = options.PopulationSize ?? 4 + (int)(1.5 * PortableMath.Log(Math.Max(1, coordinates.Dimensions)));

    public Evolution Begin() => new()
    {
        Distribution = Fresh([.. Enumerable.Repeat(0.5, coordinates.Dimensions)], options.Sigma0),
        First = 0,
        Population = Math.Max(options.NStartupTrials, firstOfSpace),
        IsStart = true,
    };

    /// <summary>How many of a generation must have ended for it to count: half. A late trial does not hold up the others.</summary>
    public static int Enough(int population) => Math.Max(2, (population + 1) / 2);

    /// <summary>After the next generation.</summary>
    /// <param name="now">Before it; its distribution is written over.</param>
    /// <param name="ended">Those of its trials that have ended.</param>
    public Evolution Advance(Evolution now, ReadOnlySpan<EncodedTrial> ended)
    {
        var next = now with { First = now.End, IsStart = false, Population = now.IsStart ? _population : now.Population };
        if (now.IsStart)
            // However few have ended: the middle of the space would be a worse guess.
            return WarmStart.Of(coordinates, ended, options) is { } learned ? next with { Distribution = learned } : next;

        next = now.IsSmall
            ? next with { SmallTrials = now.SmallTrials + now.Population }
            : next with { LargeTrials = now.LargeTrials + now.Population };
        if (ended.Length < Enough(now.Population)) return next;
        var members = new GenerationMember[ended.Length];
        for (var i = 0; i < members.Length; i++) members[i] = draw.MemberOf(ended[i], now.Distribution);
        next = next with { Distribution = _update.Apply(now.Distribution, members) };
        return options.RestartStrategy != RestartStrategy.None
            && ConvergenceTests.IsConverged(next.Distribution, coordinates, now.Population)
            ? Restart(next)
            : next;
    }

    private Evolution Restart(Evolution now)
    {
        // No trial has a negative number, so none draws from this generator.
        var random = new TrialRandom(seed, -1 - now.Restarts);
        var mean = new double[coordinates.Dimensions];
        for (var j = 0; j < mean.Length; j++) mean[j] = random.NextDouble();
        var next = now with { Restarts = now.Restarts + 1 };
        var choices = ChoiceProbabilities.HalfForgotten(now.Distribution.Choices);
        if (options.RestartStrategy == RestartStrategy.Bipop && now.Restarts > 0 && now.SmallTrials < now.LargeTrials)
        {
            var u = random.NextDouble();
            var largest = Math.ScaleB(1, now.Doublings - 1);
            var factor = PortableMath.Exp(u * u * PortableMath.Log(Math.Max(1, largest)));
            var narrowing = PortableMath.Exp(-2 * random.NextDouble() * PortableMath.Log(10));
            return next with
            {
                IsSmall = true,
                Population = (int)(_population * factor),
                Distribution = Fresh(mean, options.Sigma0 * narrowing) with { Choices = choices }
            };
        }

        var doublings = Math.Min(MostDoublings, now.Doublings + 1);
        return next with
        {
            IsSmall = false,
            Doublings = doublings,
            Population = _population << doublings,
            Distribution = Fresh(mean, options.Sigma0) with { Choices = choices }
        };
    }

    private SearchDistribution Fresh(double[] mean, double sigma) =>
        SearchDistribution.At(mean, sigma, Covariance.Identity(mean.Length, coordinates.IsDiagonal), coordinates.EvenChoices());
}
