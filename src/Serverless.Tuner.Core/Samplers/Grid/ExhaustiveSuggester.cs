using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Grid;

/// <summary>Suggests every point of a finite space once, in an order shuffled by the
/// seed: the search for the point of trial n begins at place n of that order.</summary>
/// <param name="encoding">The coordinates of the space.</param>
/// <param name="space">Its points.</param>
/// <param name="tried">Those that were tried.</param>
/// <param name="seed">The study's seed.</param>
/// <param name="again">Which point a trial gets, by its number, once all were tried.</param>
internal sealed class ExhaustiveSuggester(PointEncoding encoding, FiniteSpace space, TriedPoints tried, long seed, Func<int, long> again)
    : ISuggester
{
    private readonly KeyedPermutation _order = OrderOf(space, seed, 0);

    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        var index = tried.Count < space.Size ? NextUntried(number) : again(number);
        tried.Add(index);
        return encoding.Decode(space.PointAt(index));
    }

    /// <summary>The order of a space's points in one pass over it.</summary>
    public static KeyedPermutation OrderOf(FiniteSpace space, long seed, long pass) =>
        new(space.Size, BitMix.Hash(unchecked((ulong)seed), (ulong)pass));

    private long NextUntried(int number)
    {
        for (var place = number % space.Size; ; place = (place + 1) % space.Size)
            if (_order[place] is var index && !tried.Contains(index)) return index;
    }
}
