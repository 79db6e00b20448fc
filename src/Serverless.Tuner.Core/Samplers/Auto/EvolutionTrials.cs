using Serverless.Tuner.Core.Samplers.CmaEs;

namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>The trials of <see cref="Member.Evolution"/>, behind all those before the first that is shared.</summary>
/// <param name="history">The study.</param>
/// <param name="portfolio">Who has which trials.</param>
internal sealed class EvolutionTrials(SamplerHistory history, Portfolio portfolio) : IEvolutionTrials
{
    private readonly List<int> _positions = [];

    public int Count => _positions.Count;

    public int SettledCount { get; private set; }

    public EncodedTrial this[int index] => history.Encoded[_positions[index]];

    public int TurnOf(int number) =>
        number < portfolio.First ? number : portfolio.First + portfolio.TurnsBefore(Member.Evolution, number);

    /// <summary>Adds the next trial.</summary>
    /// <param name="position">Where it is in the history.</param>
    public void Add(int position) => _positions.Add(position);

    /// <summary>Those that there are never change again.</summary>
    public void Settle() => SettledCount = _positions.Count;

    /// <summary>Forgets those that may have changed.</summary>
    public void Unsettle() => _positions.RemoveRange(SettledCount, _positions.Count - SettledCount);
}
