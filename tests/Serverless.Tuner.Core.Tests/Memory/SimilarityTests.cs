using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Core.Tests.Memory;

public sealed class SimilarityTests
{
    private static readonly StudyFingerprint s_study = StudyFingerprint.Of(ShiftedTask.Of("a", ShiftedTask.Sphere, 2, 1, 1).Spec(10,
        0)) with
    {
        Tags = new Dictionary<string, string> { ["algorithm"] = "xgboost", ["problem"] = "classification" },
        Data = new DataSpec { Rows = 1_000, Features = 10 },
    };

    [Fact]
    public void SameStudy_IsAllSimilar_WhateverItsSeedAndTrials()
    {
        var score = Similarity.Of(s_study, s_study);

        Assert.Equal(1, score.Score);
        Assert.Equal(
            "the same objective (1.00 × 0.35); 2 of 2 parameters in both (1.00 × 0.40); 2 of 2 tags the same (1.00 × 0.15); "
            + "data of about that size (1.00 × 0.10).",
            score.Explanation);
    }

    [Fact]
    public void EachPart_CountsByItsWeight()
    {
        var tags = new Dictionary<string, string> { ["algorithm"] = "xgboost", ["problem"] = "regression" };
        Assert.Equal(1 - (0.15 / 2), Score(s_study with { Tags = tags }), 9);
        Assert.Equal(1 - (0.1 / 2), Score(s_study with { Data = new DataSpec { Rows = 10_000, Features = 100 } }), 9);
        Assert.Equal(1 - 0.1, Score(s_study with { Data = new DataSpec { Rows = 10_000_000, Features = 1_000 } }), 9);
        Assert.Equal(1 - 0.35, Score(s_study with { Objective = new ObjectiveIdentity(ObjectiveKind.Registered, "other") }), 9);
        Assert.Equal(1 - (0.4 / 4), Score(s_study with { Space = [s_study.Space![0], s_study.Space[1] with { High = 2 }] }), 9);
        Assert.Equal(1 - (0.4 * 2 / 3), Score(s_study with { Space = [s_study.Space[0], s_study.Space[1] with { Name = "other" }] }), 9);
        Assert.Equal(0, Score(s_study with { Directions = [Direction.Maximize] }));
    }

    [Fact]
    public void WhatOneOfThemDoesNotSay_DoesNotCount()
    {
        Assert.Equal(1, Score(s_study with { Tags = null, Data = null }));
        Assert.Equal(1, Score(s_study with { Space = null }));
        Assert.Equal(0.35 / 0.75, Score(s_study with { Tags = null, Data = null, Space = [s_study.Space![0] with { Name = "z" }] }), 9);
    }

    [Fact]
    public void Overlap_IsOnTheScaleOfTheRange()
    {
        ParameterSpec log = new() { Name = "lr", Kind = ParameterKind.Float, Low = 1e-4, High = 1e-1, Log = true };
        ParameterValue[] two = [ParameterValue.Of("sgd"), ParameterValue.Of("adam")];
        ParameterSpec choices = new() { Name = "o", Kind = ParameterKind.Categorical, Choices = two };

        Assert.Equal(1.0 / 3, Similarity.Overlap(log, log with { Low = 1e-2 }), 9);
        Assert.Equal(0, Similarity.Overlap(log, log with { Low = 0.2, High = 1 }));
        var others = choices with { Choices = [ParameterValue.Of("adam"), ParameterValue.Of("lion")] };
        Assert.Equal(1.0 / 3, Similarity.Overlap(choices, others), 9);
        Assert.Equal(0, Similarity.Overlap(choices, log));
    }

    [Fact]
    public void Identity_OfAProgram_IsNotThatOfItsArguments()
    {
        Assert.Equal(Command("python", "train.py", "--lr", "{lr}"), Command("python", "train.py", "--depth={depth}"));
        Assert.NotEqual(Command("python", "train.py"), Command("python", "other.py"));

        static ObjectiveIdentity Command(params string[] words) =>
            ObjectiveIdentity.Of(new ObjectiveSpec { Kind = ObjectiveKind.Command, Command = words });
    }

    private static double Score(StudyFingerprint other) => Similarity.Of(s_study, other).Score;
}
