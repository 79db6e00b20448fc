using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.Planning;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Core.Tests.Planning;

public sealed class StudyPlannerTests
{
    private const string Space = """ "searchSpace": {"x": [0, 1], "y": [0, 1]} """;

    [Fact]
    public void Price_IsExact_AndTheMoneySetsTheTrials()
    {
        var plan = Plan($$"""{{Space}}, "trials": 40, "budget": {"limitUsd": 1, "usdPerTrial": 0.1}""");

        Assert.Equal((40, 10, 10, 10, "budget"), (plan.Trials.Asked, plan.Trials.Expected, plan.Trials.Low, plan.Trials.High,
            plan.Trials.LimitedBy));
        Assert.Equal((0.1, "the price of a trial", 1.0), (plan.CostPerTrialUsd!.Expected, plan.CostPerTrialUsd.Source,
            plan.CostUsd!.Expected));
        Assert.Null(plan.DurationSeconds);
        Assert.Equal("pays for 10 trials of 40, at 0.1 each (the price of a trial): all of them need about 4", Warning(plan,
            "/budget/limitUsd"));
    }

    [Fact]
    public void SharedBudget_WithLessThanTheStudysOwnLimit_SetsTheTrials()
    {
        var alone = Plan($$"""{{Space}}, "trials": 40, "budget": {"group": "team", "usdPerTrial": 0.1}""", groupUsd: 0.55);
        Assert.Equal((5, "budget", 0.5), (alone.Trials.Expected, alone.Trials.LimitedBy, alone.CostUsd!.Expected));
        Assert.StartsWith("pays for 5 trials of 40", Warning(alone, "/budget/group"), StringComparison.Ordinal);

        var beside = Plan($$"""{{Space}}, "trials": 40, "budget": {"group": "team", "limitUsd": 0.3, "usdPerTrial": 0.1}""", groupUsd: 5);
        Assert.Equal(3, beside.Trials.Expected);
        Assert.Equal(["/budget/limitUsd"], beside.Warnings.Select(w => w.Pointer));

        Assert.Empty(Plan($$"""{{Space}}, "trials": 40, "budget": {"group": "team", "usdPerTrial": 0.1}""", groupUsd: 50).Warnings);
    }

    [Fact]
    public void Meter_WithTheDurationsOfTheMemory_GivesRanges()
    {
        var plan = Plan(
            $$"""{{Space}}, "trials": 40, "parallelism": 4, "budget": {"limitUsd": 1, "usdPerHour": 3.6}""", Entry(seconds: new(30, 10, 20, 50)));

        Assert.Equal((0.01, 0.02, 0.05), (plan.CostPerTrialUsd!.Low, plan.CostPerTrialUsd.Expected, plan.CostPerTrialUsd.High));
        Assert.Equal("the meter, with how long 30 trials of study before took", plan.CostPerTrialUsd.Source);
        Assert.Equal((40, 20, 40, "trials"), (plan.Trials.Expected, plan.Trials.Low, plan.Trials.High, plan.Trials.LimitedBy));
        Assert.Equal((0.4, 0.8, 1), (plan.CostUsd!.Low, plan.CostUsd.Expected, plan.CostUsd.High));
        Assert.Equal((100, 200, 500), (plan.DurationSeconds!.Low, plan.DurationSeconds.Expected, plan.DurationSeconds.High));
        Assert.Equal(["before"], plan.Similar.Select(s => s.Name));
    }

    [Fact]
    public void ReportedCosts_ComeFromTheMemory_ElseFromTheFile_ElseNowhere()
    {
        const string Budget = """ "trials": 10, "budget": {"limitUsd": 1, "reported": true, "expectedUsd": 0.2} """;

        Assert.Equal(
            (0.25, 4, "what 30 trials of study before cost"), Figures(Plan($"{Space}, {Budget}", Entry(cost: new(30, 1e5, 2.5e5, 5e5)))));
        Assert.Equal((0.2, 5, "expectedUsd"), Figures(Plan($"{Space}, {Budget}")));
        var unknown = Plan($$"""{{Space}}, "budget": {"limitUsd": 1, "reported": true}""");
        Assert.Equal((null, 100), (unknown.CostPerTrialUsd, unknown.Trials.Expected));
        Assert.Contains("/budget/expectedUsd", unknown.Warnings.Select(w => w.Pointer));

        static (double, int, string) Figures(PlanView plan) => (plan.CostPerTrialUsd!.Expected, plan.Trials.Expected,
            plan.CostPerTrialUsd.Source);
    }

    [Theory]
    [InlineData("""{"x": [0, 1]}""", null, "continuous (in x)")]
    [InlineData("""{"x": [1, 4, "int"], "y": {"categorical": ["a", "b"]}}""", 8L, "8 points")]
    [InlineData("""{"y": {"categorical": ["a", "b"]}, "x": {"kind": "int", "low": 1, "high": 4, "when": {"y": ["a"]}}}""", 5L, "5 points")]
    public void Space_IsCountedExactly(string space, long? points, string size)
    {
        var plan = Plan($$""" "searchSpace": {{space}}, "trials": 5 """);

        Assert.Equal((points, size), (plan.Space.Points, plan.Space.Size));
    }

    [Theory]
    [InlineData(""" "searchSpace": {"lr": [1e-12, 0.1, "log"]} """, "/searchSpace/lr", "so that 6 of its 11 decades lie below 1E-06")]
    [InlineData(""" "searchSpace": {"lr": [1e-11, 1e3, "log"]} """, "/searchSpace/lr", "spans 14 decades on a logarithmic scale")]
    [InlineData(""" "searchSpace": {"lr": [0.0001, 1]} """, "/searchSpace/lr", "spans 4 decades on a linear scale")]
    [InlineData(""" "searchSpace": {"a": [0, 1], "c": {"categorical": ["one"]}} """, "/searchSpace/c", "has one choice, one")]
    [InlineData(""" "searchSpace": {"a": [0, 1], "c": [2, 2]} """, "/searchSpace/c", "has one value, 2")]
    [InlineData(""" "searchSpace": {"a": [0, 1], "b": [0, 1]}, "trials": 3 """, "/trials", "are 3 for 2 parameters: give 4 or more")]
    [InlineData(""" "searchSpace": {"a": [0, 1], "b": [0, 1]}, "trials": 20, "sampler": "grid" """, "/trials", "the grid has 25 points")]
    [InlineData(""" "searchSpace": {"a": [1, 5, "int"]}, "trials": 20 """, "/trials", "the search space has 5 points")]
    [InlineData(""" "searchSpace": {"a": [0, 1]}, "budget": {"limitUsd": 0.25, "usdPerTrial": 0.1} """, "/budget/limitUsd", "pays for 2 trials, at 0.1 each (the price of a trial): give 0.3 or more")]
    [InlineData(""" "searchSpace": {"a": [0, 1]}, "trials": 5, "objective": "test", "parallelism": 8 """, "/parallelism", "is 8, and there are 5 trials")]
    [InlineData(""" "searchSpace": {"a": [0, 1]}, "trials": 10, "objective": "test", "parallelism": 8 """, "/parallelism", "with 2 or fewer")]
    [InlineData(""" "searchSpace": {"a": [0, 1]}, "timeoutSeconds": 5, "trialTimeoutSeconds": 60 """, "/timeoutSeconds", "is 5, less than one trial may take")]
    [InlineData(""" "searchSpace": {"a": [0, 1]}, "pruner": "wilcoxon" """, "/pruner", "give repeats")]
    [InlineData(""" "searchSpace": {"a": [0, 1]}, "trials": 10, "plateauTrials": 10 """, "/plateauTrials", "never ends the study")]
    [InlineData(""" "searchSpace": {"a": [0, 1]}, "warmStart": {"similar": true} """, "/warmStart/threshold", "the memory is empty")]
    public void WhatIsLikelyWrong_IsNamed_WithWhatToDo(string fields, string pointer, string says) =>
        Assert.Contains(says, Warning(Plan(fields), pointer), StringComparison.Ordinal);

    [Theory]
    [InlineData(""" "timeoutSeconds": 10 """, "/timeoutSeconds", "a trial takes about 20")]
    [InlineData(""" "timeoutSeconds": 100, "trials": 40 """, "/timeoutSeconds", "is time for about 5 of 40 trials")]
    [InlineData(""" "trialTimeoutSeconds": 30 """, "/trialTimeoutSeconds", "one trial in ten of study before took longer than 50")]
    [InlineData(""" "pruner": "median" """, "/pruner", "reported nothing")]
    [InlineData(""" "minReports": 3 """, "/minReports", "every trial would be pruned")]
    [InlineData(""" "warmStart": {"similar": true, "threshold": 1}, "data": {"rows": 5} """, "/warmStart/threshold", "the most similar study, before, has 0.88")]
    public void WhatEarlierStudiesTell_IsHeld_AgainstTheFile(string fields, string pointer, string says)
    {
        var entry = Entry(seconds: new(30, 10, 20, 50));
        entry = entry with { Fingerprint = entry.Fingerprint with { Data = new DataSpec { Rows = 1_000_000 } } };

        Assert.Contains(says, Warning(Plan($"{Space}, {fields}", entry), pointer), StringComparison.Ordinal);
    }

    [Fact]
    public void GoodStudy_HasNoWarning() => Assert.Empty(Plan(
        $$"""{{Space}}, "trials": 40, "parallelism": 4, "objective": "test", "budget": {"limitUsd": 10, "usdPerTrial": 0.1}""").Warnings);

    private static string Warning(PlanView plan, string pointer) =>
        Assert.Single(plan.Warnings, w => w.Pointer == pointer).Detail;

    private static PlanView Plan(string fields, params MemoryEntry[] memory) => Plan(fields, null, memory);

    private static PlanView Plan(string fields, double? groupUsd, params MemoryEntry[] memory)
    {
        var file = $$"""{"name": "planned", {{fields}}{{(fields.Contains("\"objective\"", StringComparison.Ordinal) ? "" : ", \"objective\": \"test\"")}}}""";
        var (spec, errors) = StudySpecParser.Parse(System.Text.Encoding.UTF8.GetBytes(file), Catalogs());
        Assert.Empty(errors);
        var ranked = WarmStarts.Rank(spec!, memory);
        var from = spec!.WarmStart is { } wanted ? WarmStarts.Choose(wanted, ranked) : null;
        return StudyPlanner.Plan(spec, ranked, from, Catalogs(), groupUsd);
    }

    private static MemoryEntry Entry(MemoryFigures? seconds = null, MemoryFigures? cost = null) => new()
    {
        Id = new Guid(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        Name = "before",
        EndedAt = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Objective = "test",
        Fingerprint = new StudyFingerprint
        {
            Objective = ObjectiveIdentity.Of(new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = "test" }),
            Directions = [Direction.Minimize],
            ValueNames = ["value"],
            Space = [
                new() { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 },
                new() { Name = "y", Kind = ParameterKind.Float, Low = 0, High = 1 }],
        },
        Trials = 30,
        Complete = 30,
        Seconds = seconds,
        Cost = cost,
    };

    private static StudyCatalogs Catalogs() => new(new OneObjective(), SamplerCatalog.BuiltIn, PrunerCatalog.BuiltIn);

    private sealed class OneObjective : IObjectiveCatalog
    {
        public IReadOnlyCollection<string> Names => ["test"];

        public bool AllowsCommands => false;

        public ObjectiveDefaults? Find(string name) => name == "test" ? new ObjectiveDefaults([Direction.Minimize], []) : null;
    }
}
