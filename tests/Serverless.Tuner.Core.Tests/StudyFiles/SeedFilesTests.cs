using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

/// <summary>Files and spaces that were written for other tuners, taken as they stand.</summary>
public sealed class SeedFilesTests
{
    [Fact]
    public void Parse_AStudyOfAnotherService_IsRead()
    {
        const string Members =
            """
            "name": "embedding_optimization", "direction": "maximize", "sampler": "tpe", "pruner": "hyperband",
             "search_space": [
              {"type": "float", "name": "alpha", "low": 0.0, "high": 1.0},
              {"type": "int", "name": "top_k", "low": 5, "high": 50, "step": 5},
              {"type": "categorical", "name": "reranker", "choices": ["fast", "accurate", "code"]}]
            """;

        // Its trials are evaluated by whoever asks for them, there as here.
        Assert.True(StudyFile.Spec($"{{{Members}}}").IsExternal);
        var spec = StudyFile.Spec($$"""{{{Members}}, "objective": "branin"}""");
        Assert.Equal(
            [("alpha", ParameterKind.Float), ("top_k", ParameterKind.Int), ("reranker", ParameterKind.Categorical)],
            spec.SearchSpace.Select(p => (p.Name, p.Kind)));
        Assert.Equal(("tpe", "hyperband"), (spec.Sampler.Type, spec.Pruner.Type));
    }

    [Fact]
    public void Parse_RangesWithAWordForTheirKind_AreRead()
    {
        var spec = StudyFile.Spec(StudyFile.WithSpace(
            """
            {"online.learning_rate": [0.001, 0.1, "log"], "model.rsi_oversold": [25, 35, "int"], "pattern.max_boost": [0.01, 0.05, "float"]}
            """));

        Assert.Equal(
            [("online.learning_rate", ParameterKind.Float, true), ("model.rsi_oversold", ParameterKind.Int, false),
                ("pattern.max_boost", ParameterKind.Float, false)],
            spec.SearchSpace.Select(p => (p.Name, p.Kind, p.Log)));
    }

    [Fact]
    public void Parse_ASpaceByDistributions_IsRead()
    {
        var spec = StudyFile.Spec(StudyFile.WithSpace(
            """
            {"learning_rate": {"lognormal": [-5.0, 1.5]}, "batch_size": {"categorical": [16, 32, 64, 128]},
             "hidden_size": {"uniform": [32, 512]}, "dropout_rate": {"uniform": [0.0, 0.5]},
             "optimizer": {"categorical": ["adam", "sgd", "rmsprop"]}, "weight_decay": {"lognormal": [-8.0, 2.0]}}
            """));

        Assert.Equal(
            ["learning_rate", "batch_size", "hidden_size", "dropout_rate", "optimizer", "weight_decay"],
            spec.SearchSpace.Select(p => p.Name));
    }
}
