using Serverless.Tuner.Core.Analysis;

namespace Serverless.Tuner.Core.Tests.Analysis.Importance;

/// <summary>What holds for importances by any method.</summary>
public sealed class ImportanceTests
{
    public static TheoryData<ImportanceMethod> Methods => [.. Enum.GetValues<ImportanceMethod>()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Importances_OfAnyStudy_SumToOne_AndFall(ImportanceMethod method) => Laws.HoldForSeeds(seed =>
    {
        var view = StudyAnalysis.Importance(Random(new Random(seed)).Analysed(), method);

        if (view.Reason is not null) return;
        Assert.Equal(1, view.Parameters.Sum(p => p.Importance), 1e-9);
        Assert.All(view.Parameters, p => Assert.InRange(p.Importance, 0, 1));
        Assert.Equal(view.Parameters.OrderByDescending(p => p.Importance), view.Parameters);
        Assert.Equal(["x", "y", "z"], view.Parameters.Select(p => p.Name).Order());
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void Importance_OfTheOnlyParameterThatMatters_IsNearlyOne(ImportanceMethod method)
    {
        var (random, study) = (new Random(1), new SomeStudy([SomeStudy.Float("a", 0, 1), SomeStudy.Float("b", 0, 1)]));
        for (var i = 0; i < 300; i++)
        {
            var (a, b) = (random.NextDouble(), random.NextDouble());
            study.Complete(SomeStudy.Point(("a", a), ("b", b)), 4 * a);
        }

        var view = StudyAnalysis.Importance(study.Analysed(), method);

        Assert.Equal("a", view.Parameters[0].Name);
        Assert.InRange(view.Parameters[0].Importance, 0.95, 1);
    }

    [Fact]
    public void PedAnova_OfValuesOnAnotherScale_IsTheSame() => Laws.HoldForSeeds(seed =>
    {
        var (study, rescaled, turned) = (Random(new Random(seed)), new SomeStudy(Space), new SomeStudy(Space, Direction.Maximize));
        foreach (var trial in study.Trials)
        {
            var value = trial.Outcome.Values![0];
            rescaled.Complete(trial.Parameters, Math.Exp(value / 10) + 3);
            turned.Complete(trial.Parameters, -5 * value);
        }

        var before = StudyAnalysis.Importance(study.Analysed(), ImportanceMethod.PedAnova).Parameters;
        Assert.Equal(before, StudyAnalysis.Importance(rescaled.Analysed(), ImportanceMethod.PedAnova).Parameters);
        Assert.Equal(before, StudyAnalysis.Importance(turned.Analysed(), ImportanceMethod.PedAnova).Parameters);
    });

    [Fact]
    public void Fanova_OfWhatOnlyTwoParametersDoTogether_IsTheirInteraction()
    {
        var random = new Random(2);
        var study = new SomeStudy([.. "abc".Select(c => SomeStudy.Float($"{c}", -1, 1)), SomeStudy.Choice("d", "u", "v")]);
        for (var i = 0; i < 600; i++)
        {
            var (a, b, c) = (Number(), Number(), Number());
            study.Complete(SomeStudy.Point(("a", a), ("b", b), ("c", c), ("d", i % 2 == 0 ? "u" : "v")), Math.Sign(a) * Math.Sign(c));
        }

        var view = StudyAnalysis.Importance(study.Analysed(), ImportanceMethod.Fanova);

        Assert.Equal(6, view.Interactions.Count);
        Assert.Equal(["a", "c"], new[] { view.Interactions[0].First, view.Interactions[0].Second }.Order());
        Assert.InRange(view.Interactions[0].Importance, 0.8, 1);
        Assert.All(view.Interactions.Skip(1), pair => Assert.InRange(pair.Importance, 0, 0.1));

        double Number() => (2 * random.NextDouble()) - 1;
    }

    [Fact]
    public void Fanova_OfASum_HasNoInteractions()
    {
        var (random, study) = (new Random(6), new SomeStudy([SomeStudy.Float("a", 0, 1), SomeStudy.Float("b", 0, 1)]));
        for (var i = 0; i < 500; i++)
        {
            var (a, b) = (random.NextDouble(), random.NextDouble());
            study.Complete(SomeStudy.Point(("a", a), ("b", b)), a + b);
        }

        Assert.InRange(Assert.Single(StudyAnalysis.Importance(study.Analysed(), ImportanceMethod.Fanova).Interactions).Importance, 0, 0.1);
    }

    [Fact]
    public void Fanova_OfAChoiceAndANumberThatOnlyMatterTogether_IsTheirInteraction()
    {
        var (random, study) = (new Random(3), new SomeStudy([SomeStudy.Float("a", -1, 1), SomeStudy.Choice("d", "u", "v")]));
        for (var i = 0; i < 400; i++)
        {
            var (a, d) = ((2 * random.NextDouble()) - 1, random.Next(2));
            study.Complete(SomeStudy.Point(("a", a), ("d", d == 0 ? "u" : "v")), d == 0 ? Math.Sign(a) : -Math.Sign(a));
        }

        var interaction = Assert.Single(StudyAnalysis.Importance(study.Analysed(), ImportanceMethod.Fanova).Interactions);

        Assert.InRange(interaction.Importance, 0.9, 1);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Importance_OfAParameterThatTrialsMayLack_CountsWhereTheyHaveIt(ImportanceMethod method)
    {
        ParameterSpec[] space =
        [
            SomeStudy.Choice("opt", "sgd", "adam"),
            SomeStudy.Float("momentum", 0, 1) with { When = When("sgd") },
            SomeStudy.Float("beta", 0, 1) with { When = When("adam") },
        ];
        var (random, study) = (new Random(4), new SomeStudy(space));
        for (var i = 0; i < 400; i++)
        {
            var x = random.NextDouble();
            if (i % 2 == 0) study.Complete(SomeStudy.Point(("opt", "sgd"), ("momentum", x)), 2 * x);
            else study.Complete(SomeStudy.Point(("opt", "adam"), ("beta", x)), 1 + (0.01 * x));
        }

        var view = StudyAnalysis.Importance(study.Analysed(), method);

        Assert.Equal("momentum", view.Parameters[0].Name);
        Assert.InRange(view.Parameters.Single(p => p.Name == "beta").Importance, 0, 0.1);

        static Dictionary<string, IReadOnlyList<ParameterValue>> When(string choice) => new() { ["opt"] = [ParameterValue.Of(choice)] };
    }

    [Fact]
    public void Importance_WithoutEnough_SaysWhy()
    {
        var study = new SomeStudy([SomeStudy.Float("x", 0, 1)]);
        for (var i = 0; i < 4; i++) study.Complete(SomeStudy.Point(("x", i / 5.0)), i);
        Assert.Contains("fewer than 5 complete trials", Reason(study), StringComparison.Ordinal);
        Assert.Null(Reason(study.Complete(SomeStudy.Point(("x", 1.0)), 9)));

        var equal = new SomeStudy([SomeStudy.Float("x", 0, 1)]);
        for (var i = 0; i < 6; i++) equal.Complete(SomeStudy.Point(("x", i / 5.0)), 7);
        Assert.Equal("all values are equal", Reason(equal));

        var one = new SomeStudy([SomeStudy.Choice("x", "a")]);
        for (var i = 0; i < 6; i++) one.Complete(SomeStudy.Point(("x", "a")), i);
        Assert.Equal("no parameter varies", Reason(one));

        static string? Reason(SomeStudy study) => StudyAnalysis.Importance(study.Analysed(), ImportanceMethod.Fanova).Reason;
    }

    [Fact]
    public void Importance_IsTheSameEachTime() => Assert.Equal(
        StudyAnalysis.Importance(Random(new Random(5)).Analysed(), ImportanceMethod.Permutation).Parameters,
        StudyAnalysis.Importance(Random(new Random(5)).Analysed(), ImportanceMethod.Permutation).Parameters);

    private static ParameterSpec[] Space { get; } =
        [SomeStudy.Float("x", 0, 1), SomeStudy.Int("y", 1, 64, log: true), SomeStudy.Choice("z", "a", "b", "c")];

    private static SomeStudy Random(Random random)
    {
        var (study, weights) = (new SomeStudy(Space), Enumerable.Range(0, 3).Select(_ => random.NextDouble()).ToArray());
        var count = 5 + random.Next(40);
        for (var i = 0; i < count; i++)
        {
            var (x, y, z) = (random.NextDouble(), 1 + random.Next(64), random.Next(3));
            study.Complete(
                SomeStudy.Point(("x", x), ("y", y), ("z", "abc"[z].ToString())),
                (weights[0] * x) + (weights[1] * y / 64) + (weights[2] * z));
        }

        return study;
    }
}
