using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Studies;

/// <summary>What trials of an open study are answered when they ask for parameters, and what its points are.</summary>
public sealed class DeclarationTests
{
    private static readonly StudySpec s_spec = StudyFile.Spec("""{"name": "s", "searchSpace": "open", "seed": 5, "trials": 8}""");

    private static readonly ParameterSpec s_lr = Spaces.Float("lr", 1e-5, 0.1, log: true);

    public static TheoryData<ParameterSpec, ParameterSpec, bool> Pairs => new()
    {
        { s_lr, Spaces.Float("lr", 1e-5, 1e-1, log: true), true },
        { s_lr, Spaces.Float("lr", 1e-5, 0.1), false },
        { Spaces.Float("x", 0, 1), Spaces.Float("x", -0.0, 1), true },
        { Spaces.Float("x", 0, 1), Spaces.Int("x", 0, 1), false },
        { Spaces.Float("x", 0, 1), Spaces.Float("x", 0, 1, step: 0.5), false },
        { Spaces.Int("x", 0, 4), Spaces.Int("x", 0, 4, step: 1), true },
        { Spaces.Int("x", 0, 4), Spaces.Int("x", 0, 4, step: 2), false },
        { Spaces.Normal("x", 0, 1), Spaces.Normal("x", 0, 2), false },
        { Spaces.Choice("x", "a", "b"), Spaces.Choice("x", "a", "b"), true },
        { Spaces.Choice("x", "a", "b"), Spaces.Choice("x", "b", "a"), false },
        { Choices(ParameterValue.Of(1)), Choices(ParameterValue.Of(1.0)), false },
        { Choices(ParameterValue.Null), Choices(ParameterValue.Of("null")), false },
    };

    [Theory, MemberData(nameof(Pairs))]
    public void AreSame_ByValueOfNumbersAndKindOfChoices(ParameterSpec a, ParameterSpec b, bool areSame)
    {
        Assert.Equal(areSame, OpenSpace.AreSame(a, b));
        Assert.Equal(!areSame, Declaration.Of(s_spec, new OpenSpace([a]), TrialOf(0), [b]).IsRefused);
    }

    [Fact]
    public void Of_NewParameters_AreDeclaredInOrderWithValuesOfTheirOwn()
    {
        var first = Declaration.Of(s_spec, OpenSpace.Empty, TrialOf(3), [s_lr, Spaces.Int("n", 1, 9)]);
        var again = Declaration.Of(s_spec, first.Space, TrialOf(3), [Spaces.Int("n", 1, 9), s_lr, Spaces.Int("m", 1, 9)]);

        Assert.Equal(["lr", "n"], first.Space.Parameters.Select(p => p.Name));
        Assert.Equal(["lr", "n", "m"], again.Space.Parameters.Select(p => p.Name));
        Assert.Equal((first.Values["lr"], first.Values["n"]), (again.Values["lr"], again.Values["n"]));
        Assert.Same(first.Space, Declaration.Of(s_spec, first.Space, TrialOf(3), [s_lr]).Space);
    }

    [Fact]
    public void Of_ParameterWithoutAValue_DependsOnSeedTrialAndNameAlone()
    {
        ParameterValue Value(string name, int number, long seed) =>
            Declaration.Of(s_spec with { Seed = seed }, OpenSpace.Empty, TrialOf(number), [Spaces.Float(name, 0, 1)]).Values[name];

        var values = new[] { Value("a", 1, 1), Value("b", 1, 1), Value("a", 2, 1), Value("a", 1, 2), Value("ab", 1, 1), Value("ba", 1, 1) };
        Assert.Equal(values.Length, values.Distinct().Count());
        Assert.Equal(values[0], Value("a", 1, 1));
        Assert.InRange(Enumerable.Range(0, 500).Average(n => Value("a", n, 1).AsDouble()), 0.45, 0.55);
    }

    [Fact]
    public void Of_EnqueuedValue_IsItsValueOrAnError()
    {
        var trial = TrialOf(0, ("n", ParameterValue.Of(3.0)), ("m", ParameterValue.Of(99)));

        Assert.Equal(ParameterValue.Of(3), Declaration.Of(s_spec, OpenSpace.Empty, trial, [Spaces.Int("n", 1, 9)]).Values["n"]);
        var refused = Declaration.Of(s_spec, OpenSpace.Empty, trial, [Spaces.Int("n", 1, 9), Spaces.Int("m", 1, 9)]);
        Assert.Equal("/parameters/m", Assert.Single(refused.Errors).Pointer);
        Assert.Contains("99", refused.Errors[0].Detail);
        Assert.Empty(refused.Space.Parameters);
    }

    [Fact]
    public void Of_RefusedDeclaration_SaysWhy()
    {
        var many = new OpenSpace([.. Enumerable.Range(0, 999).Select(i => Spaces.Int($"n{i}", 1, 9))]);
        var given = TrialOf(0, ("a~b", ParameterValue.Of(99)));

        Assert.Equal(1_000, Declaration.Of(s_spec, many, TrialOf(0), [s_lr]).Space.Parameters.Count);
        Assert.Equal(
            ("/parameters", "would make 1001 parameters, of which a study has at most 1000"),
            Refusal(Declaration.Of(s_spec, many, TrialOf(0), [s_lr, Spaces.Int("m", 1, 9)])));
        Assert.Equal(
            ("/parameters/a~0b", "cannot take 99, which was enqueued for this trial"),
            Refusal(Declaration.Of(s_spec, OpenSpace.Empty, given, [Spaces.Int("a~b", 1, 9)])));
        Assert.Equal(
            ("/parameters", "would make the study's parameters larger than a row in Table Storage may be (1 MiB)"),
            Refusal(Declaration.Of(s_spec, many, TrialOf(0), [s_lr]).TooLarge()));
        var difference = Declaration.Of(s_spec, new OpenSpace([s_lr]), TrialOf(0), [Spaces.Float("lr", 0.25, 1)]).Difference;
        Assert.StartsWith("Parameter 'lr' was declared as {", difference, StringComparison.Ordinal);
        Assert.Contains("}, and is asked for as {", difference, StringComparison.Ordinal);
        Assert.Contains("0.25", difference, StringComparison.Ordinal);

        static (string, string) Refusal(Declaration declaration)
        {
            Assert.True(declaration.IsRefused);
            Assert.Empty(declaration.Values);
            var error = Assert.Single(declaration.Errors);
            return (error.Pointer, error.Detail);
        }
    }

    /// <summary>Neither the point without parameters nor a small space that is known so far is all that there is.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void Advance_EveryKnownPointWasTried_GoesOn(int declared, bool isDeterministic)
    {
        ParameterSpec[] space = [.. new[] { Spaces.Choice("c", "a", "b") }.Take(declared)];
        var spec = s_spec with
        {
            Deterministic = isDeterministic,
            Enqueue = [Point("c", "a"), Point("c", "a"), Point("c", "b")],
        };
        var history = new SamplerHistory(SearchSpace.Open(space), spec.Directions, 1) { IsDeterministic = isDeterministic };
        var study = StudyMachine.Create(spec, "1", DateTimeOffset.UnixEpoch);

        var result = StudyMachine.Advance(
            study, [], new AdvanceStep { Sequence = 1, Running = new HashSet<int>(), Now = DateTimeOffset.UnixEpoch, IsForWorkers = true },
            SamplerCatalog.BuiltIn.Create(new SamplerSpec()), history);

        Assert.Equal((8, (StopReason?)null), (result.NewTrials.Count, result.Study.StopReason));
        // What nobody has declared yet is kept for the trial, however often it was asked for.
        Assert.Equal(["a", "a", "b"], result.NewTrials.Take(3).Select(t => t.Parameters["c"].ToString()));
        Assert.All(result.NewTrials.Skip(3), t => Assert.Equal(declared, t.Parameters.Count));
    }

    [Fact]
    public void WithoutUnused_RemovesWhatWasNotAskedFor()
    {
        var trial = TrialOf(0, ("a", ParameterValue.Null), ("b", ParameterValue.Of(1)));

        Assert.Same(trial, trial.WithoutUnused());
        Assert.Equal(["a"], (trial with { Used = ["a"] }).WithoutUnused().Parameters.Keys);
        Assert.Empty((trial with { Used = [] }).WithoutUnused().Parameters);
    }

    /// <summary>Of a constraint that only other trials name, one that went to its end keeps it, and nothing is known of one that did not.
    /// </summary>
    [Fact]
    public void History_ConstraintsThatATrialDidNotName_AreKeptByThoseThatAreComplete()
    {
        Trial Ended(int number, TrialState state, double? memory) => TrialOf(number) with
        {
            Outcome = new TrialOutcome(state)
            {
                Values = state == TrialState.Complete ? [1] : null,
                Constraints = memory is { } value ? new Dictionary<string, double> { ["memory"] = value } : null,
            },
        };
        var history = new SamplerHistory(SearchSpace.Open([]), s_spec.Directions, 1) { Constraints = ["memory"] };
        var study = StudyMachine.Create(s_spec, "1", DateTimeOffset.UnixEpoch);

        PointSource.BringUpToDate(
            history, study,
            [Ended(0, TrialState.Complete, 0.5), Ended(1, TrialState.Complete, null), Ended(2, TrialState.Pruned, null)]);

        Assert.Equal([0.5, 0, double.NaN], history.Trials.Select(trial => trial.Constraints!.Single()));
    }

    private static Dictionary<string, ParameterValue> Point(string name, string value) => new() { [name] = ParameterValue.Of(value) };

    private static ParameterSpec Choices(params ParameterValue[] choices) =>
        new() { Name = "x", Kind = ParameterKind.Categorical, Choices = choices };

    private static Trial TrialOf(int number, params (string Name, ParameterValue Value)[] parameters) => new()
    {
        Number = number,
        Parameters = parameters.ToDictionary(p => p.Name, p => p.Value),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
