using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Objectives.Tests;

/// <summary>What every objective keeps to.</summary>
public abstract class ObjectiveConformance
{
    private readonly IObjective _objective;

    protected ObjectiveConformance(IObjective objective) => _objective = objective;

    /// <summary>Random points to try; fewer where an evaluation is long.</summary>
    protected virtual int Points => 100;

    [Fact]
    public void Metrics_OfObjective_AreNamedAndDifferent()
    {
        Assert.NotEmpty(_objective.Metrics);
        Assert.All(_objective.Metrics, m => Assert.NotEmpty(m.Name));
        Assert.Distinct(_objective.Metrics.Select(m => m.Name));
    }

    [Fact]
    public void DefaultSearchSpace_EveryParameter_IsValid()
    {
        var specs = _objective.DefaultSearchSpace;
        Assert.NotEmpty(specs);
        Assert.Distinct(specs.Select(s => s.Name));
        Assert.All(specs, s =>
        {
            if (s.Kind == ParameterKind.Categorical)
            {
                Assert.NotEmpty(s.Choices!);
                Assert.Distinct(s.Choices!);
            }
            else
            {
                Assert.True(s.Low < s.High);
                Assert.True(!s.Log || s.Low > 0);
            }

            foreach (var (parent, values) in s.When ?? new Dictionary<string, IReadOnlyList<ParameterValue>>())
            {
                var other = Assert.Single(SearchSpace.From(specs).Parameters, p => p.Name == parent);
                Assert.All(values, v => Assert.True(other.Contains(v)));
            }
        });
    }

    [Fact]
    public async Task EvaluateAsync_AtRandomPoints_GivesAFiniteValueForEachMetric()
    {
        for (var seed = 0; seed < Points; seed++)
        {
            var result = await EvaluateAsync(Trial(seed));
            Assert.Equal(_objective.Metrics.Count, result.Values.Count);
            Assert.All(result.Values, v => Assert.True(double.IsFinite(v)));
        }
    }

    [Fact]
    public async Task EvaluateAsync_SamePointAndSeedAgain_GivesTheSame()
    {
        var (first, second) = (Trial(1), Trial(1));
        var values = (await EvaluateAsync(first)).Values;
        Assert.Equal(values, (await EvaluateAsync(second)).Values);
        Assert.Equal(first.Reports, second.Reports);
    }

    [Fact]
    public async Task EvaluateAsync_SeveralAtOnce_DoNotDisturbEachOther()
    {
        var alone = new List<IReadOnlyList<double>>();
        for (var seed = 0; seed < 4; seed++) alone.Add((await EvaluateAsync(Trial(seed))).Values);
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() => EvaluateAsync(Trial(seed)))));
        Assert.Equal(alone, together.Select(r => r.Values));
    }

    [Fact]
    public async Task EvaluateAsync_CancelledBefore_ThrowsWithoutAReport()
    {
        var trial = Trial(1);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _objective.EvaluateAsync(trial, new CancellationToken(canceled: true)));
        Assert.Empty(trial.Reports);
    }

    [Fact]
    public async Task EvaluateAsync_CancelledAtItsFirstReport_ThrowsWithoutAnother()
    {
        using var cancellation = new CancellationTokenSource();
        var trial = new RecordingTrial(RandomPoint.Of(_objective.DefaultSearchSpace, 1))
        {
            OnReport = _ =>
            {
                cancellation.Cancel();
                return true;
            },
        };
        var evaluation = _objective.EvaluateAsync(trial, cancellation.Token);
        // An objective that reports nothing has ended before anyone could cancel it.
        if (await Record.ExceptionAsync(() => evaluation.WaitAsync(Eventually.Patience)) is { } thrown)
            Assert.IsAssignableFrom<OperationCanceledException>(thrown);
        Assert.Equal(trial.Reports.Count > 0, evaluation.IsCanceled);
        Assert.True(trial.Reports.Count <= 1);
    }

    private RecordingTrial Trial(int seed) => new(RandomPoint.Of(_objective.DefaultSearchSpace, seed)) { Seed = seed };

    private Task<ObjectiveResult> EvaluateAsync(RecordingTrial trial) => _objective.EvaluateAsync(trial, CancellationToken.None);
}
