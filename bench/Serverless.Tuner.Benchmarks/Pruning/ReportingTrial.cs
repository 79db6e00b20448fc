using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>A trial in memory.</summary>
internal sealed class ReportingTrial(
    int seed, int number, IReadOnlyDictionary<string, ParameterValue> point, Func<int, double, bool> report) : ITrialContext
{
    public string Study => "bench";

    public int Number => number;

    /// <remarks>As in a study: neighbouring trials get far-apart seeds.</remarks>
    public long Seed => unchecked(seed + ((number + 1L) * (long)0x9E3779B97F4A7C15UL));

    public IReadOnlyDictionary<string, ParameterValue> Parameters => point;

    public ObjectiveSpec Objective { get; } = new() { Kind = ObjectiveKind.Registered };

    public int Repeat => 0;

    public TimeSpan GracePeriod => TimeSpan.Zero;

    public CancellationToken CancellationToken => CancellationToken.None;

    /// <summary>Whether a report was answered by false.</summary>
    public bool IsStopped { get; private set; }

    public Task<bool> ReportAsync(int step, double value, decimal? costUsd = null, CancellationToken cancellationToken = default)
    {
        IsStopped |= !report(step, value);
        return Task.FromResult(!IsStopped);
    }
}
