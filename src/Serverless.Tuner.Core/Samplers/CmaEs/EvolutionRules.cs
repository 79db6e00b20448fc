using Serverless.Tuner.Core.Numerics;

namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>How an evolution begins, advances by a generation, and begins anew.</summary>
internal sealed class EvolutionRules
{
    private const int MostDoublings = 9;

    private readonly CmaEsOptions _options;
    private readonly NumericCoordinates _coordinates;
    private readonly DistributionDraw _draw;
    private readonly GenerationUpdate _update;
    private readonly int _population;
    private readonly long _seed;

    public EvolutionRules(CmaEsOptions options, NumericCoordinates coordinates, DistributionDraw draw, long seed)
    {
        _options = options;
        _coordinates = coordinates;
        _draw = draw;
        _update = new GenerationUpdate(coordinates);
        _seed = seed;
        _population = options.PopulationSize ?? 4 + (int)(1.5 * PortableMath.Log(Math.Max(1, coordinates.Dimensions)));
    }

    /// <summary>Before any trial.</summary>
    public Evolution Begin() => new()
    {
        Distribution = Fresh(Middle(), _options.Sigma0),
        First = 0,
        Population = _options.NStartupTrials,
        IsStart = true,
    };

    /// <summary>How many of a generation must have ended for it to count: half. A late trial does not hold up the others.</summary>
    public static int Enough(int population) => Math.Max(2, (population + 1) / 2);

    /// <summary>After the next generation.</summary>
    /// <param name="now">Before it.</param>
    /// <param name="ended">Those of its trials that have ended.</param>
    public Evolution Advance(Evolution now, ReadOnlySpan<EncodedTrial> ended)
    {
        var next = now with { First = now.End, IsStart = false, Population = now.IsStart ? _population : now.Population };
        if (now.IsStart)
            // Learned from those that have ended, however few: the middle would be a guess that knows less.
            return WarmStart.Of(_coordinates, ended, _options) is { } learned ? next with { Distribution = learned } : next;

        next = now.IsSmall ? next with { SmallTrials = now.SmallTrials + now.Population } : next with { LargeTrials = now.LargeTrials + now.Population };
        if (ended.Length < Enough(now.Population)) return next;
        var members = new GenerationMember[ended.Length];
        for (var i = 0; i < members.Length; i++) members[i] = _draw.MemberOf(ended[i], now.Distribution);
        next = next with { Distribution = _update.Apply(now.Distribution, members) };
        return _options.RestartStrategy != RestartStrategy.None && ConvergenceTests.IsConverged(next.Distribution, _coordinates, now.Population)
            ? Restart(next)
            : next;
    }

    private Evolution Restart(Evolution now)
    {
        // No trial has a negative number: its generator is free.
        var random = new TrialRandom(_seed, -1 - now.Restarts);
        var mean = new double[_coordinates.Dimensions];
        for (var j = 0; j < mean.Length; j++) mean[j] = random.NextDouble();
        var next = now with { Restarts = now.Restarts + 1 };
        var choices = ChoiceProbabilities.HalfForgotten(now.Distribution.Choices);
        if (_options.RestartStrategy == RestartStrategy.Bipop && now.Restarts > 0 && now.SmallTrials < now.LargeTrials)
        {
            var u = random.NextDouble();
            var largest = Math.ScaleB(1, now.Doublings - 1);
            var factor = PortableMath.Exp(u * u * PortableMath.Log(Math.Max(1, largest)));
            var narrowing = PortableMath.Exp(-2 * random.NextDouble() * PortableMath.Log(10));
            return next with { IsSmall = true, Population = (int)(_population * factor), Distribution = Fresh(mean, _options.Sigma0 * narrowing) with { Choices = choices } };
        }

        var doublings = Math.Min(MostDoublings, now.Doublings + 1);
        return next with { IsSmall = false, Doublings = doublings, Population = _population << doublings, Distribution = Fresh(mean, _options.Sigma0) with { Choices = choices } };
    }

    private SearchDistribution Fresh(double[] mean, double sigma) =>
        SearchDistribution.At(mean, sigma, Covariance.Identity(mean.Length, _coordinates.IsDiagonal), _coordinates.EvenChoices());

    private double[] Middle()
    {
        var mean = new double[_coordinates.Dimensions];
        Array.Fill(mean, 0.5);
        return mean;
    }
}
