using Serverless.Tuner.Core.Samplers.Random;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.Testing;

/// <summary>What every objective must hold to: derive from it, and its tests are yours.</summary>
public abstract class ObjectiveConformance
{
    private const string NotCancelled =
        $"It returned a result although its token had fired: if that is as good as a whole one, say so by {nameof(ReturnsWhenCancelled)}.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Makes the objective.</summary>
    protected abstract IObjective Create();

    /// <summary>Random points to try; fewer where an evaluation is long.</summary>
    protected virtual int Points => 100;

    /// <summary>
    /// Whether it may return a result once its token has fired, because that is as good as a whole one; else it ends by
    /// <see cref="OperationCanceledException"/>.
    /// </summary>
    protected virtual bool ReturnsWhenCancelled => false;

    [Fact]
    public void Metrics_OfObjective_AreNamedAndDifferent()
    {
        Assert.NotEmpty(Objective.Metrics);
        Assert.All(Objective.Metrics, m => Assert.NotEmpty(m.Name));
        Assert.Distinct(Objective.Metrics.Select(m => m.Name));
    }

    [Fact]
    public void DefaultSearchSpace_EveryParameter_IsValid()
    {
        var specs = Objective.DefaultSearchSpace;
        Assert.NotEmpty(specs);
        Assert.Distinct(specs.Select(s => s.Name));
        Assert.All(specs, s =>
        {
            if (s.HasChoices)
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
            Assert.Equal(Objective.Metrics.Count, result.Values.Count);
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
    public async Task EvaluateAsync_CancelledBefore_EndsWithoutAReport()
    {
        var cancelled = new CancellationToken(canceled: true);
        var trial = new RecordingTrial(Point(1)) { CancellationToken = cancelled };
        Assert.True(await EndsAsync(trial, cancelled), NotCancelled);
        Assert.Empty(trial.Reports);
    }

    [Fact]
    public async Task EvaluateAsync_CancelledAtItsFirstReport_EndsWithoutAnother()
    {
        using var cancellation = new CancellationTokenSource();
        var trial = new RecordingTrial(Point(1))
        {
            CancellationToken = cancellation.Token,
            OnReport = _ =>
            {
                cancellation.Cancel();
                return true;
            },
        };
        // An objective that reports nothing has ended before anyone could cancel it.
        Assert.True(await EndsAsync(trial, cancellation.Token) || trial.Reports.Count == 0, NotCancelled);
        Assert.True(trial.Reports.Count <= 1, "It reported again after its token had fired.");
    }

    /// <summary>Evaluates a trial that is cancelled at some time; whether it ends as it may.</summary>
    private async Task<bool> EndsAsync(RecordingTrial trial, CancellationToken cancelled)
    {
        var thrown = await Record.ExceptionAsync(() => Objective.EvaluateAsync(trial, cancelled).WaitAsync(Patience));
        if (thrown is not null) Assert.IsAssignableFrom<OperationCanceledException>(thrown);
        return thrown is not null || ReturnsWhenCancelled;
    }

    private IObjective Objective => field ??= Create();

    private RecordingTrial Trial(int seed) => new(Point(seed)) { Seed = seed };

    private IReadOnlyDictionary<string, ParameterValue> Point(int seed)
    {
        var history = new SamplerHistory(SearchSpace.From(Objective.DefaultSearchSpace), [Direction.Minimize], seed);
        return new RandomSampler().Prepare(history).Suggest(0);
    }

    private Task<ObjectiveResult> EvaluateAsync(RecordingTrial trial) => Objective.EvaluateAsync(trial, CancellationToken.None);
}
