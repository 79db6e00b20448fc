using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers.Random;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>Suggests children of parents that won tournaments.</summary>
internal sealed class NsgaSuggester(SamplerHistory history, NsgaOptions options, Generations generations) : ISuggester
{
    // A child that is a parent again teaches nothing; small spaces have no others in the end.
    private const int MostAttempts = 10;

    private readonly Variation _variation = new(history.Encoding, options);
    private readonly ISuggester _start = new RandomSampler().Prepare(history);

    /// <inheritdoc />
    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        if (number < options.PopulationSize) return _start.Suggest(number);
        var parents = generations.ParentsOf(history, number);
        // Few parents, because most trials failed or still run, would soon be all alike.
        if (parents.Length < Math.Max(2, options.PopulationSize / 2)) return _start.Suggest(number);

        var random = new TrialRandom(history.Seed, number);
        var child = Child(parents, random);
        for (var attempt = 1; attempt < MostAttempts && IsAmong(parents, child); attempt++) child = Child(parents, random);
        return history.Encoding.Decode(child);
    }

    private double[] Child(Parent[] parents, TrialRandom random)
    {
        var first = Tournament(parents, random);
        var second = Tournament(parents, random);
        var from = random.NextInt(parents.Length);
        var to = random.NextInt(parents.Length - 1);
        if (to >= from) to++;
        return _variation.Child(first.Trial.Point, second.Trial.Point, parents[from].Trial.Point, parents[to].Trial.Point, random);
    }

    private Parent Tournament(Parent[] parents, TrialRandom random)
    {
        var winner = parents[random.NextInt(parents.Length)];
        for (var i = 1; i < options.TournamentSize; i++)
        {
            var rival = parents[random.NextInt(parents.Length)];
            if (rival.IsBetterThan(winner)) winner = rival;
        }

        return winner;
    }

    private static bool IsAmong(Parent[] parents, double[] child)
    {
        foreach (var parent in parents)
            if (parent.Trial.Point.AsSpan().SequenceEqual(child))
                return true;
        return false;
    }
}
