using System.Text;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

public sealed class OtherNamesTests
{
    [Theory]
    [InlineData("search_space", "searchSpace")]
    [InlineData("usd_per_gb_second", "usdPerGbSecond")]
    [InlineData("n_total_2", "nTotal2")]
    [InlineData("trials", "trials")]
    [InlineData("_trials", "_trials")]
    [InlineData("trials_", "trials_")]
    [InlineData("max__failures", "max__failures")]
    [InlineData("Max_failures", "Max_failures")]
    [InlineData("max_Failures", "max_Failures")]
    [InlineData("", "")]
    public void Field_OfAName_IsTheFieldOrTheNameItself(string written, string field) =>
        Assert.Equal(field, OtherNames.Field(written));

    [Fact]
    public void Parse_SnakeCase_IsTheSameStudy()
    {
        var camel = StudyFile.Spec(
            """
            {"name": "s", "objective": {"command": ["run", "{x}"], "workingDirectory": "/srv", "passEnvironment": ["MY_TOKEN"]},
             "searchSpace": {"x": [0, 1]}, "maxFailures": 3, "gracePeriodSeconds": 1, "minReports": 2,
             "sampler": {"type": "tpe", "nStartupTrials": 5, "nCandidates": 9},
             "pruner": {"type": "patient", "patience": 2, "wrappedPruner": {"type": "median", "nMinTrials": 3}},
             "budget": {"limitUsd": 2, "usdPerHour": 1, "functions": {"memoryGb": 1, "usdPerGbSecond": 2}}}
            """);
        var snake = StudyFile.Spec(
            """
            {"name": "s", "objective": {"command": ["run", "{x}"], "working_directory": "/srv", "pass_environment": ["MY_TOKEN"]},
             "search_space": {"x": [0, 1]}, "max_failures": 3, "grace_period_seconds": 1, "min_reports": 2,
             "sampler": {"type": "tpe", "n_startup_trials": 5, "n_candidates": 9},
             "pruner": {"type": "patient", "patience": 2, "wrapped_pruner": {"type": "median", "n_min_trials": 3}},
             "budget": {"limit_usd": 2, "usd_per_hour": 1, "functions": {"memory_gb": 1, "usd_per_gb_second": 2}}}
            """);

        Assert.Equal(
            StudyFile.ToJson(camel), StudyFile.ToJson(snake).Replace("n_min_trials", "nMinTrials", StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_NamesOfTheUsersOwn_AreKept()
    {
        var spec = StudyFile.Spec(
            """
            {"name": "s", "objective": {"command": ["run"], "environment": {"omp_threads": "1", "ompThreads": "2"}},
             "search_space": {"learning_rate": [0, 1], "learningRate": [0, 1],
                              "top_k": {"type": "int", "low": 0, "high": 1, "when": {"a_b": ["x"]}}, "a_b": {"categorical": ["x", "y"]}},
             "score": {"val_accuracy": 1, "valAccuracy": 2}, "defaults": {"batch_size": 1, "batchSize": 2}, "fixed": {"a_c": 1},
             "enqueue": [{"learning_rate": 0.5, "learningRate": 0.25}]}
            """);

        Assert.Equal(["omp_threads", "ompThreads"], spec.Objective.Environment!.Keys);
        Assert.Equal(["learning_rate", "learningRate", "top_k", "a_b"], spec.SearchSpace.Select(p => p.Name));
        Assert.Equal(["a_b"], spec.SearchSpace[2].When!.Keys);
        Assert.Equal(["val_accuracy", "valAccuracy"], spec.Score!.Keys);
        Assert.Equal(["batch_size", "batchSize"], spec.Defaults!.Keys);
        Assert.Equal(["a_c"], spec.Fixed!.Keys);
        Assert.Equal(["learning_rate", "learningRate"], spec.Enqueue![0].Keys);
    }

    [Theory]
    [InlineData(
        "\"max_failures\": 3, \"maxFailures\": 3", "/maxFailures", "stands beside max_failures, which is the same; give one of the two")]
    [InlineData(
        "\"maxFailures\": 3, \"max_failures\": 3", "/max_failures", "stands beside maxFailures, which is the same; give one of the two")]
    [InlineData("\"max_failures\": 3, \"max_failures\": 3", "/max_failures", "stands twice in the same object")]
    [InlineData("\"max_failures\": \"3\"", "/max_failures", "must be a finite number, not \"3\"")]
    [InlineData("\"max_failues\": 3", "/max_failues", "is not a field here; did you mean 'maxFailures'?")]
    public void Parse_WrongField_IsNamedAsItIsWritten(string members, string pointer, string detail)
    {
        var error = StudyFile.Error($$"""{"name": "s", "objective": "branin", {{members}}}""");

        Assert.Equal((pointer, detail), (error.Pointer, error.Detail));
    }

    [Fact]
    public void Parse_ErrorBelowAField_HasTheNameAsItIsWritten() => Assert.Equal(
        ["/search_space/x/low"],
        StudyFile.Pointers("""{"name": "s", "objective": "branin", "search_space": {"x": {"kind": "float", "low": 2, "high": 1}}}"""));

    [Theory]
    [InlineData("nsgaii", "nsga2")]
    [InlineData("nsgaiii", "nsga3")]
    public void Parse_SamplerByAnotherName_IsOurs(string written, string ours)
    {
        Assert.Equal(ours, StudyFile.Spec(StudyFile.With($"\"sampler\": \"{written}\"")).Sampler.Type);
        Assert.Equal(
            SamplerSpec.Of(ours, ("populationSize", ParameterValue.Of(30))),
            StudyFile.Spec(StudyFile.With($"\"sampler\": {{\"type\": \"{written}\", \"population_size\": 30}}")).Sampler);
    }

    [Fact]
    public void ReadRequests_InSnakeCase_AreRead()
    {
        var space = SearchSpace.Of(StudyFile.Spec(StudyFile.WithSpace("""{"top_k": [0, 1]}""")));

        Assert.Equal(5m, ExtendRequestReader.Read(Utf8("""{"limit_usd": 5}""")).Request!.LimitUsd);
        var (request, errors) = EnqueueRequestReader.Read(Utf8("""{"points": [{"top_k": 0.5}]}"""), space);
        Assert.Empty(errors);
        Assert.Equal(["top_k"], request!.Points[0].Keys);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
