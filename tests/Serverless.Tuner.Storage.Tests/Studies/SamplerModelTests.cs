using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>What a sampler has learnt serves a study until its trials declare parameters, or name constraints, that it was not made
/// for.</summary>
public sealed class SamplerModelTests
{
    [Theory]
    [InlineData(1, new[] { "memory" }, true)]
    [InlineData(2, new[] { "memory" }, false)]
    [InlineData(1, new[] { "latency", "memory" }, false)]
    public void Serves_TheSpaceAndTheConstraintsThatItWasMadeFor(int parameters, string[] constraints, bool serves)
    {
        var model = SamplerModel.Of(Scope(1, "memory"), SamplerCatalog.BuiltIn, PrunerCatalog.BuiltIn);

        Assert.Equal(serves, model.Serves(Scope(parameters, constraints)));
    }

    [Fact]
    public void Scope_OfAStudyThatTakesAnyConstraint_HasTheNamesOfThoseThatItsTrialsTold()
    {
        Trial[] trials = [TrialOf(0), TrialOf(1, "memory"), TrialOf(2, "latency", "memory"), TrialOf(3)];
        var open = Scope(1).Spec;

        Assert.Equal(["latency", "memory"], ScopeOf(open, trials).Constraints);
        Assert.Null(ScopeOf(open with { Constraints = ["memory"] }, trials).Constraints);
        Assert.Null(ScopeOf(open with { OpenSpace = false }, trials).Constraints);
    }

    /// <summary>Trials that have ended are not looked at again; one that has not may name a constraint yet.</summary>
    [Fact]
    public void Scope_OfTrialsThatGrow_HasTheNamesOfAllOfThem()
    {
        var warm = new WarmStudy();
        var open = Scope(1).Spec;
        var running = TrialOf(1) with { Outcome = TrialOutcome.Running };
        Trial[] first = [TrialOf(0, "memory"), running, TrialOf(2, "latency")];

        Assert.Equal(["latency", "memory"], ScopeOf(open, first, warm).Constraints);
        Trial[] next = [first[0], TrialOf(1, "size"), first[2], TrialOf(3, "latency", "area")];
        Assert.Equal(["area", "latency", "memory", "size"], ScopeOf(open, next, warm).Constraints);
        Assert.Equal(["area", "latency", "memory", "size"], ScopeOf(open, next, warm).Constraints);
        warm.Clear();
        Assert.Equal(["memory"], ScopeOf(open, first[..2], warm).Constraints);
    }

    private static SamplerScope Scope(int parameters, params string[] constraints) => new(
        Specs.Small("s") with { SearchSpace = [], OpenSpace = true },
        new OpenSpace([.. Enumerable.Range(0, parameters).Select(i => Specs.Float($"x{i}"))]),
        constraints,
        []);

    private static SamplerScope ScopeOf(StudySpec spec, Trial[] trials, WarmStudy? warm = null) =>
        SamplerScope.Of(StudyMachine.Create(spec, "1", DateTimeOffset.UnixEpoch), warm ?? new WarmStudy(), trials);

    private static Trial TrialOf(int number, params string[] constraints) => new()
    {
        Number = number,
        Parameters = new Dictionary<string, ParameterValue>(),
        CreatedAt = DateTimeOffset.UnixEpoch,
        Outcome = new TrialOutcome(TrialState.Complete)
        {
            Values = [1],
            Constraints = constraints.Length > 0 ? constraints.ToDictionary(name => name, _ => 1.0) : null,
        },
    };
}
