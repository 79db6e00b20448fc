using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Samplers.Random;
using Serverless.Tuner.Objectives;
using Xunit;
using Xunit.Sdk;

namespace Serverless.Tuner.Testing.Tests;

/// <summary>The suites find out a sampler, a pruner and an objective that break the rules.</summary>
public sealed class ConformanceTests
{
    [Fact]
    public void Sampler_WithARandomSourceOfItsOwn_Fails()
    {
        var suite = new SuiteOf<MoodySampler>();

        Assert.ThrowsAny<XunitException>(suite.Suggest_FixedStudies_GivesTheseVeryPoints);
        Assert.ThrowsAny<XunitException>(suite.Suggest_HistoryInAnyOrder_GivesTheSamePoint);
        Assert.ThrowsAny<XunitException>(suite.Suggest_TrialsEndInAnyOrder_TheSameWarmAndCold);
    }

    [Fact]
    public void Sampler_ThatRepeatsWhatItWasTold_Fails()
    {
        var suite = new SuiteOf<RepeatingSampler>();

        Assert.ThrowsAny<XunitException>(suite.Suggest_AWholeWave_GivesDifferentPoints);
        Assert.ThrowsAny<XunitException>(suite.Suggest_HistoryFromAnotherSpace_IsTolerated);
    }

    [Fact]
    public void Sampler_WithAnotherFingerprint_Fails() =>
        Assert.ThrowsAny<XunitException>(new SuiteOf<RandomSampler>("0123456789ABCDEF").Suggest_FixedStudies_GivesTheseVeryPoints);

    [Fact]
    public void Pruner_ThatStopsTheBest_Fails()
    {
        var suite = new HastySuite();

        Assert.ThrowsAny<XunitException>(suite.ShouldPrune_SomeStudies_PrunesSomeAndNotOthers);
        Assert.ThrowsAny<Exception>(suite.ShouldPrune_TheBestAtEveryStep_GoesOn);
        Assert.ThrowsAny<Exception>(suite.ShouldPrune_NothingKnown_GoesOn);
    }

    [Fact]
    public async Task Objective_ThatDoesNotEndWhenItIsAsked_Fails()
    {
        var suite = new DeafSuite();

        await Assert.ThrowsAnyAsync<XunitException>(suite.EvaluateAsync_CancelledBefore_EndsWithoutAReport);
        await Assert.ThrowsAnyAsync<XunitException>(suite.EvaluateAsync_SamePointAndSeedAgain_GivesTheSame);
    }

    private sealed class SuiteOf<TSampler>(string? fingerprint = null) : SamplerConformance
        where TSampler : ISampler, new()
    {
        protected override string? Fingerprint => fingerprint;

        protected override bool HasLevels => true;

        protected override ISampler Create() => new TSampler();
    }

    private sealed class MoodySampler : ISampler
    {
        public ISuggester Prepare(SamplerHistory history) => new RandomSampler()
            .Prepare(new SamplerHistory(history.Space, history.Directions, Random.Shared.NextInt64()));
    }

    private sealed class RepeatingSampler : ISampler
    {
        public ISuggester Prepare(SamplerHistory history) => new Suggester(history);

        private sealed class Suggester(SamplerHistory history) : ISuggester
        {
            public IReadOnlyDictionary<string, ParameterValue> Suggest(int number) => history.Trials is [var first, ..]
                ? first.Parameters
                : new RandomSampler().Prepare(history).Suggest(number);
        }
    }

    private sealed class HastySuite : PrunerConformance
    {
        protected override IPruner Create(PrunerContext context) => new HastyPruner();
    }

    private sealed class HastyPruner : IPruner
    {
        public bool LooksAtOthers(TrialCurve trial) => true;

        public bool ShouldPrune(TrialCurve trial, PrunerHistory others) => true;
    }

    private sealed class DeafSuite : ObjectiveConformance
    {
        protected override IObjective Create() => new DeafObjective();
    }

    private sealed class DeafObjective : IObjective
    {
        public IReadOnlyList<ObjectiveMetric> Metrics { get; } = [new("value", Direction.Minimize)];

        public IReadOnlyList<ParameterSpec> DefaultSearchSpace { get; } =
            [new() { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 }];

        public Task<ObjectiveResult> EvaluateAsync(ITrialContext trial, CancellationToken cancellationToken) =>
            Task.FromResult(new ObjectiveResult(Random.Shared.NextDouble()));
    }
}
