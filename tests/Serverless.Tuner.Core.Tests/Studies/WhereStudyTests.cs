using System.Globalization;
using System.Text;
using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.Planning;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers.Fresh;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.SearchSpaces.Expressions;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Core.Tests.Studies;

/// <summary>Studies whose <c>where</c> leaves a part of their space.</summary>
public sealed class WhereStudyTests
{
    private const string Units = """
        "searchSpace": {"units1": [1, 512, "int"], "units2": [1, 512, "int"], "lr": [0, 1], "kind": {"categorical": ["a", "b"]}}
        """;

    [Fact]
    public void Where_InAStudyFile_IsKeptByEveryTrial()
    {
        var play = Start($"{Units}, \"where\": [\"units2<=units1\", \"units1 * lr <= 100\"], \"enqueue\": [{{\"units2\": 500}}]");
        Assert.Equal(["units2 <= units1", "units1 * lr <= 100"], play.Study.Spec.Where!);
        Run(play, 40);
        Assert.Equal(500, play.Trials[0].Parameters["units2"].AsInt());
        Assert.All(play.Trials, trial =>
        {
            var (units1, units2) = (trial.Parameters["units1"].AsInt(), trial.Parameters["units2"].AsInt());
            Assert.True(units2 <= units1 && units1 * trial.Parameters["lr"].AsDouble() <= 100 + 1e-9, $"{trial.Number}");
        });
        Assert.All(play.Trials, trial => Assert.True(play.Replay(trial.Number).Same, $"{trial.Number}"));
    }

    /// <summary>Every sampler ends a deterministic study when all points were tried that keep it, and no sooner.</summary>
    [Fact]
    public void Where_DeterministicStudy_TriesEachPointThatKeepsItOnce()
    {
        foreach (var sampler in SamplerCatalog.BuiltIn.Types)
        {
            var play = Start(
                $$"""
                "searchSpace": {"a": [1, 6, "int"], "b": [1, 6, "int"]}, "where": ["a <= b"], "deterministic": true,
                "sampler": "{{sampler}}"
                """);
            Run(play, 30);
            Assert.Equal(StopReason.Exhausted, play.Study.StopReason);
            Assert.Equal(21, play.Trials.Select(t => (t.Parameters["a"], t.Parameters["b"])).Distinct().Count());
            Assert.Equal(21, play.Trials.Count);
        }
    }

    /// <summary>Of a million points 66: chance does not find the last ones.</summary>
    [Theory]
    [InlineData("random")]
    [InlineData("grid")]
    public void Where_FewOfAMillionPoints_AllAreTried(string sampler)
    {
        var play = Start(
            $$"""
            "searchSpace": {"a": [1, 1000, "int"], "b": [1, 1000, "int"]}, "where": ["a * b <= 20"], "deterministic": true,
            "sampler": "{{sampler}}"
            """);
        Run(play, 100);
        Assert.Equal((StopReason.Exhausted, 66), (play.Study.StopReason, play.Trials.Count));
    }

    /// <summary>A band that chance hardly ever finds: once a trial lies there, the study goes on beside it.</summary>
    [Theory]
    [InlineData("tpe")]
    [InlineData("auto")]
    [InlineData("cmaes")]
    [InlineData("random")]
    public void Where_LeavesAThinBand_TheStudyGoesOn(string sampler)
    {
        var play = Start(
            $$"""
            "searchSpace": {"a": [0, 1], "b": [0, 1]}, "where": ["a <= 0.5", "a >= 0.4999999"], "sampler": "{{sampler}}",
            "enqueue": [{"a": 0.49999995, "b": 0.5}]
            """);
        Run(play, 20);
        Assert.Equal(20, play.Trials.Count);
        Assert.All(play.Trials, trial => Assert.InRange(trial.Parameters["a"].AsDouble(), 0.4999999, 0.5));
        Assert.InRange(play.Trials.Select(trial => trial.Parameters["b"]).Distinct().Count(), 10, 20);
    }

    [Theory]
    [InlineData("random", 0.7)]
    [InlineData("qmc", 0.7)]
    [InlineData("grid", 0.7)]
    // Its first distribution lies in the middle: where it hardly reaches what is allowed, another point takes its place.
    [InlineData("cmaes", 1.6)]
    public void Where_SamplersThatDrawAgain_NeedNoPointInPlaceOfTheirs(string sampler, double most)
    {
        var spec = Spec($$"""
            "searchSpace": {"a": [0, 1], "b": [0, 1], "c": [0, 1], "d": [0, 1]},
            "where": ["a + b + c + d <= {{most.ToString(CultureInfo.InvariantCulture)}}"],
            "sampler": {{(sampler == "grid" ? """{"type": "grid", "points": 10}""" : $"\"{sampler}\"")}}
            """);
        var history = StudyHistory.Empty(spec, SearchSpace.Of(spec), [], null, null, []);
        var points = new FreshPoints(SamplerCatalog.BuiltIn.Create(spec.Sampler), history);
        for (var number = 0; number < 100; number++)
        {
            var point = points.Next(number)!;
            Assert.False(points.IsReplaced, $"{number}");
            history.Set(new SampledTrial(number, TrialState.Complete, point, [point.Values.Sum(v => v.AsDouble())]));
            points.Forget();
        }
    }

    /// <summary>What is left of the space is drawn evenly: half of the triangle a ≤ b has a ≤ b / 2.</summary>
    [Fact]
    public void Where_Random_IsUniform()
    {
        var spec = Spec(""" "searchSpace": {"a": [0, 1], "b": [0, 1]}, "where": ["a <= b"], "sampler": "random" """);
        var suggester = SamplerCatalog.BuiltIn.Create(spec.Sampler)
            .Prepare(StudyHistory.Empty(spec, SearchSpace.Of(spec), [], null, null, []));
        var low = Enumerable.Range(0, 4_000).Select(suggester.Suggest).Count(p => p["a"].AsDouble() <= p["b"].AsDouble() / 2);
        // Five standard deviations.
        Assert.InRange(low, 2_000 - 160, 2_000 + 160);
    }

    /// <summary>A sequence goes on: the points are those of the whole one that keep it, in their order.</summary>
    [Fact]
    public void Where_Qmc_IsTheSequenceWithoutWhatDoesNotKeepIt()
    {
        var spec = Spec(""" "searchSpace": {"a": [0, 1], "b": [0, 1]}, "where": ["a <= b"], "sampler": "qmc" """);
        var space = SearchSpace.Of(spec);
        var sampler = SamplerCatalog.BuiltIn.Create(spec.Sampler);
        var whole = sampler.Prepare(StudyHistory.Empty(spec with { Where = null }, space, [], null, null, []));
        var part = sampler.Prepare(StudyHistory.Empty(spec, space, [], null, null, []));
        Assert.Equal(
            Enumerable.Range(0, 200).Select(whole.Suggest).Where(p => p["a"].AsDouble() <= p["b"].AsDouble()).Take(80).Select(p => p["a"]),
            Enumerable.Range(0, 80).Select(n => part.Suggest(n)["a"]));
    }

    [Fact]
    public void Where_WhatCannotBe_IsToldAllAtOnce()
    {
        var errors = StudyFile.Parse(File($$"""
            {{Units}}, "where": ["unit1 <= 4", "kind < 1", "units1 > 512", "units1 <", 5, "units1 >= 1"]
            """)).Errors;
        Assert.Equal(
            [
                "/where/3: ends at column 9, where a number, a parameter or ( is to stand",
                "/where/4: must be a comparison such as \"units2 <= units1\", not 5",
                "/where/0: column 1: 'unit1' is not a parameter of the search space; did you mean 'units1'?",
                "/where/1: column 1: 'kind' is categorical: its choices have no order; an ordinal of numbers has one",
                "/where/2: holds for no point of the search space: units1 > 512",
            ],
            errors.Select(e => $"{e.Pointer}: {e.Detail}"));
    }

    [Theory]
    [InlineData(""" "searchSpace": "open", "where": ["x < 1"]""", "/where")]
    [InlineData(""" "searchSpace": {"x": [0, 1]}, "where": "x < 1" """, "/where")]
    [InlineData(""" "searchSpace": {"x": [0, 1]}, "where": ["x < 0.5"], "enqueue": [{"x": 0.1}, {"x": 0.5}]""", "/enqueue/1")]
    [InlineData(""" "searchSpace": {"x": [0, 1]}, "where": ["x < 0.5"], "defaults": {"x": 0.5}""", "/defaults")]
    [InlineData(""" "searchSpace": {"x": [0, 1]}, "where": ["x < 0.5"], "fixed": {"x": 0.5}""", "/where/0")]
    [InlineData(""" "searchSpace": {"x": [0, 2]}, "trials": -1, "where": ["x <"]""", "/where/0")]
    public void Where_InAStudyFileThatCannotHaveIt_IsRefused(string members, string pointer) =>
        Assert.Contains(pointer, StudyFile.Pointers($$"""{"name": "s", {{members}}}"""));

    [Fact]
    public void Where_TooMany_IsRefused() => Assert.Equal(
        "/where",
        StudyFile.Error(File($$"""{{Units}}, "where": [{{string.Join(", ", Enumerable.Repeat("\"lr < 1\"", 101))}}]""")).Pointer);

    [Fact]
    public void Where_FixedParameter_CountsWithItsValue()
    {
        var play = Start($"{Units}, \"fixed\": {{\"units1\": 8}}, \"where\": [\"units2 <= units1\"]");
        Run(play, 10);
        Assert.All(play.Trials, trial => Assert.InRange(trial.Parameters["units2"].AsInt(), 1, 8));
    }

    [Fact]
    public void Where_ConditionalParameter_CountsWhereItExists()
    {
        var play = Start("""
            "searchSpace": {"n": [1, 3, "int"], "a": {"uniform": [0, 1], "when": {"n": [2, 3]}},
            "b": {"uniform": [0, 1], "when": {"n": [3]}}},
            "where": ["a + b <= 0.5"]
            """);
        Run(play, 60);
        Assert.Contains(play.Trials, t => t.Parameters.TryGetValue("a", out var a) && a.AsDouble() > 0.5);
        Assert.All(
            play.Trials.Where(t => t.Parameters.ContainsKey("b")),
            t => Assert.InRange(t.Parameters["a"].AsDouble() + t.Parameters["b"].AsDouble(), 0, 0.5 + 1e-9));
        Assert.Contains(play.Trials, t => t.Parameters.ContainsKey("b"));
    }

    [Fact]
    public void Where_StudyThatIsChanged_StaysPossible()
    {
        var play = Start($"{Units}, \"where\": [\"units2 <= units1\"], \"enqueue\": [{{\"units1\": 100, \"units2\": 90}}]");
        var error = Assert.Single(Ask(play, """{"searchSpace": {"units1": [1, 8, "int"], "units2": [9, 512, "int"]}}""").Errors);
        Assert.Equal("/searchSpace", error.Pointer);
        Assert.Contains("units2 <= units1", error.Detail);

        Assert.Equal(
            "does not keep units2 <= units1, which the study's where asks for",
            Assert.Single(Enqueueing.Enqueue(play.Study, new EnqueueRequest
            {
                Points = [new Dictionary<string, ParameterValue> { ["units1"] = ParameterValue.Of(1), ["units2"] = ParameterValue.Of(2) }],
            }).Errors).Detail);
        Assert.Empty(Ask(play, """{"searchSpace": {"units1": [50, 512, "int"]}, "exclude": [{"kind": ["a"]}]}""").Errors);
        Run(play, 20);
        Assert.All(play.Trials, t => Assert.True(t.Parameters["units2"].AsInt() <= t.Parameters["units1"].AsInt()));
    }

    [Fact]
    public void Where_IsCopiedAndCompared()
    {
        var spec = Spec($"{Units}, \"where\": [\"units2 <= units1\", \"lr<1\"]");
        var (file, errors) = StudyCopy.Compose(spec, """{"name": "copy"}"""u8.ToArray());
        Assert.Empty(errors);
        Assert.Equal(spec.Where, StudyFile.Spec(Encoding.UTF8.GetString(file!)).Where);
        Assert.Empty(SpecComparison.BuiltIn.Differences(spec, Spec($"{Units}, \"where\": [\"lr < 1\", \"units2<=units1\"]")));
        Assert.Equal("/where", Assert.Single(SpecComparison.BuiltIn.Differences(spec, spec with { Where = null })).Pointer);
        Assert.Null(Spec($"{Units}, \"where\": []").Where);
    }

    [Fact]
    public void Plan_CountsWhatIsLeft_AndRemarksOnWhatRestrictsNothing()
    {
        var catalogs = new StudyCatalogs(new NoObjectives(), SamplerCatalog.BuiltIn, PrunerCatalog.BuiltIn);
        var spec = Spec(""" "searchSpace": {"a": [1, 6, "int"], "b": [1, 6, "int"]}, "where": ["a <= b", "a + b <= 12"], "trials": 30""");
        var plan = StudyPlanner.Plan(spec, [], null, catalogs);
        Assert.Equal((21, "21 points"), (plan.Space.Points, plan.Space.Size));
        Assert.Equal("Every point of the search space keeps a + b <= 12: it restricts nothing.", Assert.Single(WhereRemarks.Of(spec)));
        Assert.Contains(plan.Warnings, w => w.Pointer == "/where" && w.Detail.Contains("a + b <= 12", StringComparison.Ordinal));
        Assert.Contains(plan.Warnings, w => w.Pointer == "/trials" && w.Detail.Contains("21 points", StringComparison.Ordinal));

        var scarce = Spec(""" "searchSpace": {"a": [0, 1], "b": [0, 1]}, "where": ["a + b <= 0.01"]""");
        Assert.Contains(StudyPlanner.Plan(scarce, [], null, catalogs).Warnings, w => w.Pointer == "/where");
    }

    private static string File(string members) => $$"""{"name": "s", "objective": {"command": ["run"]}, {{members}}}""";

    private static StudySpec Spec(string members) => StudyFile.Spec(File(members));

    private static StudyPlay Start(string members) => new(Spec($"\"parallelism\": 1, \"seed\": 5, \"trials\": 200, {members}"));

    private static void Run(StudyPlay play, int trials)
    {
        for (var n = 0; n < trials; n++)
        {
            play.Advance();
            if (play.Trials.Count <= n) return;
            play.Complete(n, play.Trials[n].Parameters.Values.Sum(v => v.IsNumber ? v.AsDouble() : 0));
        }
    }

    private static Core.Studies.StudyChange Ask(StudyPlay play, string json) =>
        play.Edit(ExtendRequestReader.Read(Encoding.UTF8.GetBytes(json)).Request!);

    private sealed class NoObjectives : IObjectiveCatalog
    {
        public IReadOnlyCollection<string> Names => [];

        public bool AllowsCommands => true;

        public ObjectiveDefaults? Find(string name) => null;
    }
}
