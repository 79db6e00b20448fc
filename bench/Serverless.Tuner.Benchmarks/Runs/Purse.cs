using Serverless.Tuner.Benchmarks.Functions;
using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Benchmarks.Runs;

/// <summary>The budget of a run: a dollar a second.</summary>
/// <param name="function">The function; it knows what its trials cost.</param>
/// <param name="trials">How many trials of its mean price can be paid.</param>
internal sealed class Purse(TestFunction function, int trials)
{
    private readonly double _mean =
        function.MeanSeconds ?? throw new BenchmarkInputException($"Nothing is known of what {function.Name} costs.");
    private readonly List<double> _spent = [];

    /// <summary>However cheap they are.</summary>
    public int MostTrials => 10 * trials;

    /// <summary>Whether nothing is left.</summary>
    public bool IsEmpty => Spent >= trials * _mean;

    /// <summary>What is spent of it, in [0, 1].</summary>
    public double SpentShare => Math.Min(1, Spent / (trials * _mean));

    private double Spent => _spent.Count > 0 ? _spent[^1] : 0;

    /// <summary>Pays a trial.</summary>
    public Money Pay(double seconds)
    {
        _spent.Add(Spent + seconds);
        return new Money((long)Math.Ceiling(1e6 * seconds));
    }

    /// <summary>How many of the trials that were paid the price of so many mean ones is enough for.</summary>
    public int TrialsWithin(int count) => _spent.Count(spent => spent <= count * _mean);
}
