using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Tests.Studies;
using StudyFile = Serverless.Tuner.Core.Tests.Studies.StudyFile;

namespace Serverless.Tuner.Core.Tests.SearchSpaces;

/// <summary>Choices in an order.</summary>
public sealed class OrdinalTests
{
    [Theory]
    [InlineData("""{"size": {"ordinal": ["small", "medium", "large"]}}""")]
    [InlineData("""{"size": {"kind": "ordinal", "choices": ["small", "medium", "large"]}}""")]
    [InlineData("""[{"name": "size", "type": "ordinal", "choices": ["small", "medium", "large"]}]""")]
    public void Parse_EachForm_KeepsTheOrder(string space)
    {
        var parameter = Assert.Single(StudyFile.Spec(StudyFile.WithSpace(space)).SearchSpace);
        Assert.Equal("""{"name":"size","kind":"ordinal","choices":["small","medium","large"]}""", StudyFile.ToJson(parameter));
    }

    [Fact]
    public void Parse_WhatHasNoOrder_IsToldByItsField() => Assert.Equal(
        ["/searchSpace/a/ordinal/1", "/searchSpace/a/ordinal/2", "/searchSpace/b/choices/1"],
        StudyFile.Pointers(StudyFile.WithSpace("""
            {"a": {"ordinal": [1, true, null]}, "b": {"kind": "ordinal", "choices": ["x", "x"]}}
            """)));

    [Fact]
    public void Scale_NeighboursAreNear_AndValuesAreChoices()
    {
        var parameter = SearchSpace.From([Sizes(16, 64, 256, 1024)]).Parameters[0];
        var scale = ParameterScale.Of(parameter);
        Assert.Equal(
            [0.125, 0.375, 0.625, 0.875], new[] { 16, 64, 256, 1024 }.Select(n => scale.ToCoordinate(ParameterValue.Of(n))));
        Assert.Equal(ParameterValue.Of(256), scale.FromCoordinate(0.6));
        Assert.True(double.IsNaN(scale.ToCoordinate(ParameterValue.Of(17))));
        Assert.Equal(ParameterValue.Of(64), parameter.Accept(ParameterValue.Of(64.0)));
    }

    /// <summary>The loss falls along the choices and rises again: with an order fewer trials come near the best of 40 than without.
    /// </summary>
    [Fact]
    public void Suggest_LossAlongTheOrder_IsLearntFromNeighbours()
    {
        double Tried(ParameterKind kind) => Enumerable.Range(0, 20).Average(seed =>
        {
            var space = Sizes([.. Enumerable.Range(0, 40)]) with { Kind = kind };
            var study = new Fresh(space, seed);
            return study.Run(20);
        });
        var (ordered, unordered) = (Tried(ParameterKind.Ordinal), Tried(ParameterKind.Categorical));
        Assert.True(ordered < unordered - 1, $"{ordered} away from the best with an order, {unordered} without");
    }

    [Fact]
    public void Where_OrdinalOfNumbers_IsANumber()
    {
        var spec = StudyFile.Spec("""
            {"name": "s", "searchSpace": {"batch": {"ordinal": [16, 32, 64]}, "layers": [1, 8, "int"]}, "where": ["batch * layers <= 128"],
            "deterministic": true, "parallelism": 1, "sampler": "tpe", "exclude": [{"batch": [64]}]}
            """);
        var play = new StudyPlay(spec);
        for (var n = 0; n < 30 && !play.IsOver; n++)
        {
            play.Advance();
            if (play.Trials.Count > n) play.Complete(n, n);
        }

        Assert.All(play.Trials, t => Assert.True(t.Parameters["batch"].AsInt() * t.Parameters["layers"].AsInt() <= 128));
        // Eight of 16, four of 32.
        Assert.Equal((StopReason.Exhausted, 12), (play.Study.StopReason, play.Trials.Count));
        Assert.Equal(
            "/where/0",
            StudyFile.Error("""{"name": "s", "searchSpace": {"size": {"ordinal": ["s", "m"]}}, "where": ["size < 3"]}""").Pointer);
    }

    [Fact]
    public void Similarity_WithAndWithoutOrder_IsHalf()
    {
        var ordered = Sizes(1, 2, 3, 4);
        Assert.Equal(1, Similarity.Overlap(ordered, ordered));
        Assert.Equal(0.5, Similarity.Overlap(ordered, ordered with { Kind = ParameterKind.Categorical }));
        Assert.Equal(0, Similarity.Overlap(ordered, new() { Name = "size", Kind = ParameterKind.Int, Low = 1, High = 4 }));
    }

    [Fact]
    public void Change_ChoicesOfAnOrdinal_TrialsOfThoseThatStayCount()
    {
        var space = SearchSpace.From([Sizes(16, 32, 64)]);
        var encoding = new PointEncoding(space);
        var point = new Dictionary<string, ParameterValue> { ["size"] = ParameterValue.Of(128) };
        Assert.True(double.IsNaN(encoding.Encode(point)[0]));
        Assert.False(space.Parameters[0].Contains(point["size"]));
        // As in a categorical, a condition may name its choices.
        Assert.Empty(StudyFile.Parse(StudyFile.WithSpace("""
            {"size": {"ordinal": ["s", "m"]}, "x": {"uniform": [0, 1], "when": {"size": ["m"]}}}
            """)).Errors);
    }

    private static ParameterSpec Sizes(params int[] sizes) =>
        new() { Name = "size", Kind = ParameterKind.Ordinal, Choices = [.. sizes.Select(n => ParameterValue.Of(n))] };

    /// <summary>A study whose best choice is the 29th.</summary>
    private sealed class Fresh(ParameterSpec parameter, int seed)
    {
        /// <summary>How far the best trial is from it on average over the last quarter.</summary>
        public double Run(int trials)
        {
            var sampler = SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "tpe" });
            var history = new SamplerHistory(SearchSpace.From([parameter]), [Direction.Minimize], seed);
            for (var n = 0; n < trials; n++)
            {
                var point = sampler.Prepare(history).Suggest(n);
                history.Set(new SampledTrial(n, TrialState.Complete, point, [Distance(point)]));
            }

            return history.Trials.TakeLast(trials / 4).Average(t => Distance(t.Parameters));
        }

        private static double Distance(IReadOnlyDictionary<string, ParameterValue> point) => Math.Abs(point["size"].AsInt() - 29);
    }
}
