using Serverless.Tuner.Core.Samplers.Qmc;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>Suggests children of parents that won tournaments.</summary>
internal sealed class NsgaSuggester(SamplerHistory history, NsgaOptions options, Generations generations) : ISuggester
{
    // A point that was tried already, or is pending, is drawn again this often; a small space has no others left in the end.
    private const int MostAttempts = 10;

    // One that is excluded is drawn again this often.
    private const int MostRedraws = 200;

    private readonly Variation _variation = new(history.Encoding, options);
    private readonly List<(int Number, double[] Point)> _suggested = [];
    private readonly ISuggester _start = new QmcSampler(new QmcOptions()).Prepare(history);

    public SuggestionNote? Note { get; private set; }

    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        Note = SuggestionNote.Start;
        if (number < options.PopulationSize) return _start.Suggest(number);
        var parents = generations.ParentsOf(history, number);
        // A few parents (most trials failed, or are still running) would soon have equal children.
        if (parents.Length < Math.Max(2, options.PopulationSize / 2)) return _start.Suggest(number);

        var random = new TrialRandom(history.Seed, number);
        for (var attempt = 1; ; attempt++)
        {
            var values = history.Encoding.Decode(Child(parents, random));
            // As the history has it: coordinates change in their last bits on the way to values and back.
            var point = history.Encoding.Encode(values);
            if (attempt < MostAttempts && IsKnown(number, point)) continue;
            if (attempt < MostRedraws && history.Excluded?.Contains(values) == true) continue;
            Note = new SuggestionNote("child") { LearntFrom = parents.Length };
            _suggested.Add((number, point));
            return values;
        }
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

    /// <summary>Whether an earlier trial has the very same point.</summary>
    private bool IsKnown(int number, double[] point)
    {
        foreach (var (earlier, suggested) in _suggested)
            if (earlier < number && suggested.AsSpan().SequenceEqual(point)) return true;
        for (var i = history.Encoded.Count - 1; i >= 0; i--)
            if (history.Encoded[i].Number < number && history.Encoded[i].Point.AsSpan().SequenceEqual(point)) return true;
        return false;
    }
}
