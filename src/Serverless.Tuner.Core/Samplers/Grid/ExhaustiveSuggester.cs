using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Grid;

/// <summary>Suggests every point of a finite space that is not excluded once, in an order shuffled by the seed: the search for the point
/// of trial n begins at place n of that order.</summary>
/// <param name="history">The study.</param>
/// <param name="space">The points.</param>
/// <param name="tried">Those that were tried.</param>
/// <param name="again">Which of so many points a trial gets, by its number, once all were tried.</param>
internal sealed class ExhaustiveSuggester(SamplerHistory history, FiniteSpace space, TriedPoints tried, Func<int, long, long> again)
    : ISuggester
{
    private readonly KeyedPermutation _order = OrderOf(space.Size, history.Seed, 0);

    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        var index = (tried.Count < space.Size ? NextUntried(number) : null) ?? Again(number);
        tried.Add(index);
        return history.Encoding.Decode(space.PointAt(index));
    }

    /// <summary>The order of so many points in one pass over them.</summary>
    public static KeyedPermutation OrderOf(long count, long seed, long pass) =>
        new(count, BitMix.Hash(unchecked((ulong)seed), (ulong)pass));

    /// <summary>The next point that was not tried; null when all were, or what is left of a very large space was not found.</summary>
    private long? NextUntried(int number)
    {
        var place = number % space.Size;
        var most = history.Excluded is null ? space.Size : Math.Min(space.Size, AllowedPoints.MostListed);
        for (var i = 0L; i < most; i++, place = (place + 1) % space.Size)
        {
            var index = _order[place];
            if (tried.Contains(index)) continue;
            if (!AllowedPoints.IsExcluded(history, space, index)) return index;
            tried.Exclude(index);
        }

        return null;
    }

    private long Again(int number) => tried.Allowed is { } allowed
        ? allowed[again(number, allowed.Length)]
        : again(number, space.Size);
}
