using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers.Random;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>Suggests a child of two parents that each won a tournament of two.</summary>
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
        if (parents.Count < 2) return _start.Suggest(number);

        var random = new TrialRandom(history.Seed, number);
        var child = Child(parents, random);
        for (var attempt = 1; attempt < MostAttempts && IsAmong(parents, child); attempt++) child = Child(parents, random);
        return history.Encoding.Decode(child);
    }

    private double[] Child(IReadOnlyList<Parent> parents, TrialRandom random)
    {
        var first = Tournament(parents, random);
        var second = Tournament(parents, random);
        return _variation.Child(first.Trial.Point, second.Trial.Point, random);
    }

    private static Parent Tournament(IReadOnlyList<Parent> parents, TrialRandom random)
    {
        var a = parents[(int)random.NextInt(parents.Count)];
        var b = parents[(int)random.NextInt(parents.Count)];
        return b.IsBetterThan(a) ? b : a;
    }

    private static bool IsAmong(IReadOnlyList<Parent> parents, double[] child)
    {
        foreach (var parent in parents)
            if (parent.Trial.Point.AsSpan().SequenceEqual(child))
                return true;
        return false;
    }
}
