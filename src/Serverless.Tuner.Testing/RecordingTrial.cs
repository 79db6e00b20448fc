using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.Testing;

/// <summary>A trial that keeps what is reported, and answers as a test wants.</summary>
internal sealed class RecordingTrial(IReadOnlyDictionary<string, ParameterValue> parameters) : ITrialContext
{
    private readonly List<ReportView> _reports = [];

    public string Study { get; init; } = "study";

    public int Number { get; init; } = 12;

    public long Seed { get; init; } = 42;

    public IReadOnlyDictionary<string, ParameterValue> Parameters { get; } = parameters;

    public ObjectiveSpec Objective { get; init; } = new() { Kind = ObjectiveKind.Registered, Name = "any" };

    public int Repeat { get; init; }

    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(5);

    public CancellationToken CancellationToken { get; init; }

    public Func<ReportView, bool> OnReport { get; init; } = _ => true;

    public IReadOnlyList<ReportView> Reports => _reports;

    public decimal? ReportedCostUsd { get; private set; }

    /// <summary>What was logged.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Logged { get; } = new();

    public void Log(string line) => Logged.Enqueue(line);

    public Task<bool> ReportAsync(int step, double value, decimal? costUsd = null, CancellationToken cancellationToken = default) =>
        Report(new ReportView(step, value), costUsd, cancellationToken);

    public Task<bool> ReportAsync(
        int step, IReadOnlyList<double> values, decimal? costUsd = null, CancellationToken cancellationToken = default) =>
        Report(ReportView.Of(step, values), costUsd, cancellationToken);

    private Task<bool> Report(ReportView report, decimal? costUsd, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReportedCostUsd = costUsd;
        _reports.Add(report);
        return Task.FromResult(OnReport(report));
    }
}
