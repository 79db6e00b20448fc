using System.Text;
using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

public sealed class StudySpecParserTests
{
    [Fact]
    public void Parse_LeastFile_FillsInTheDefaults()
    {
        var spec = StudyFile.Spec("""{"name": "s", "objective": "branin"}""");

        Assert.Equal(
            """
            {"name":"s","objective":{"kind":"registered","name":"branin"},"directions":["minimize"],"searchSpace":[{"name":"x1","kind":"float","low":-5,"high":10}],"trials":100,"parallelism":1,"waves":false,"seed":0,"sampler":{"type":"auto"},"pruner":{"type":"none"},"repeats":1,"gracePeriodSeconds":5,"maxAttempts":2,"retryDelaySeconds":1,"deterministic":false}
            """.Trim(),
            StudyFile.ToJson(spec));
    }

    [Fact]
    public void Parse_EveryField_IsKept()
    {
        const string File =
            """
            {"name":"s","objective":{"kind":"command","command":["run","{x}"],"workingDirectory":"/srv","environment":{"OMP_NUM_THREADS":"1","_x":"{x}"},"passEnvironment":["AWS_PROFILE","my.token"]},"directions":["maximize"],"searchSpace":[{"name":"x","kind":"float","low":0,"high":1}],"trials":7,"parallelism":3,"waves":true,"seed":-9223372036854775808,"sampler":{"type":"tpe","nCandidates":9,"nStartupTrials":5},"pruner":{"type":"none"},"repeats":3,"score":{"accuracy":0.7,"sharpe":-0.3},"guards":[{"metric":"ece","max":0.05,"penalty":0.9},{"metric":"depth","min":2,"max":4}],"minReports":2,"minPredictions":50,"budget":{"limitUsd":1.5,"usdPerHour":0.5,"usdPerTrial":0.01,"functions":{"memoryGb":0.5,"usdPerGbSecond":0.000016,"usdPerExecution":0.0000002},"reported":true,"expectedUsd":0.02,"policy":"expected"},"timeoutSeconds":60.5,"trialTimeoutSeconds":5,"gracePeriodSeconds":7.5,"maxAttempts":4,"retryDelaySeconds":0.5,"target":1,"plateauTrials":6,"plateauThreshold":0.001,"maxFailures":0.25,"deterministic":true,"enqueue":[{"x":0.5}],"constraints":["c1","c2"],"defaults":{"a":1,"b":1.0},"fixed":{"c":"text","d":false}}
            """;

        Assert.Equal(File.Trim(), StudyFile.ToJson(StudyFile.Spec(File)));
    }

    [Fact]
    public void Parse_ByteOrderMark_IsSkipped() =>
        Assert.Empty(StudyFile.Parse("\uFEFF" + StudyFile.With("")).Errors);

    [Theory]
    [InlineData("maximize", Direction.Maximize)]
    [InlineData("minimize", Direction.Minimize)]
    public void Parse_OneDirection_IsAListOfOne(string text, Direction direction) =>
        Assert.Equal([direction], StudyFile.Spec(StudyFile.With($"\"direction\": \"{text}\"")).Directions);

    [Theory]
    [InlineData("\"name\": null", "/name")]
    [InlineData("\"name\": 5", "/name")]
    [InlineData("\"name\": \"\"", "/name")]
    [InlineData("\"name\": \"a/b\"", "/name")]
    [InlineData("\"name\": \"a\\\\b\"", "/name")]
    [InlineData("\"name\": \"a#b\"", "/name")]
    [InlineData("\"name\": \"a?b\"", "/name")]
    [InlineData("\"name\": \"a b\"", "/name")]
    [InlineData("\"name\": \"ä\"", "/name")]
    [InlineData("\"name\": \"a\\n\"", "/name")]
    [InlineData("\"name\": \".a\"", "/name")]
    [InlineData("\"name\": \"-a\"", "/name")]
    [InlineData("\"name\": \"a'b\"", "/name")]
    [InlineData("\"objective\": null, \"searchSpace\": null", "/searchSpace")]
    [InlineData("\"objective\": {\"kind\": \"external\", \"name\": \"branin\"}", "/objective/name")]
    [InlineData("\"objective\": {\"kind\": \"external\"}, \"waves\": true", "/waves")]
    [InlineData("\"objective\": {\"kind\": \"external\"}, \"repeats\": 2", "/repeats")]
    [InlineData("\"objective\": []", "/objective")]
    [InlineData("\"objective\": {}", "/objective/name")]
    [InlineData("\"objective\": {\"kind\": \"what\"}", "/objective/kind")]
    [InlineData("\"objective\": {\"kind\": \"command\"}", "/objective/command")]
    [InlineData("\"objective\": {\"command\": []}", "/objective/command")]
    [InlineData("\"objective\": {\"command\": [\"a\", 5]}", "/objective/command/1")]
    [InlineData("\"objective\": {\"command\": [\"a\\u0000\"]}", "/objective/command/0")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"name\": \"branin\"}", "/objective/name")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"environment\": [\"A=1\"]}", "/objective/environment")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"environment\": {\"A\": 1}}", "/objective/environment/A")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"environment\": {\"A\": null}}", "/objective/environment/A")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"environment\": {\"A\": \"\\u0000\"}}", "/objective/environment/A")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"environment\": {\"1A\": \"\"}}", "/objective/environment/1A")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"environment\": {\"A=B\": \"\"}}", "/objective/environment/A=B")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"environment\": {\"\": \"\"}}", "/objective/environment/")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"environment\": {\"TUNER_SEED\": \"1\"}}", "/objective/environment/TUNER_SEED")]
    [InlineData("\"objective\": {\"name\": \"branin\", \"environment\": {}}", "/objective/environment")]
    [InlineData("\"objective\": {\"name\": \"branin\", \"passEnvironment\": [\"A\"]}", "/objective/passEnvironment")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"passEnvironment\": []}", "/objective/passEnvironment")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"passEnvironment\": \"A\"}", "/objective/passEnvironment")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"passEnvironment\": [\"A\", \"\"]}", "/objective/passEnvironment/1")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"passEnvironment\": [\"A=1\"]}", "/objective/passEnvironment/0")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"passEnvironment\": [\"A\\u0000\"]}", "/objective/passEnvironment/0")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"passEnvironment\": [\"A\", \"B\", \"A\"]}", "/objective/passEnvironment/2")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"passEnvironment\": [7]}", "/objective/passEnvironment/0")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"passEnvironment\": [null]}", "/objective/passEnvironment/0")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"passEnvironment\": [\"TUNER_KEY\"]}", "/objective/passEnvironment/0")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"passEnvironment\": [\"tuner_token\"]}", "/objective/passEnvironment/0")]
    [InlineData("\"objective\": {\"kind\": \"registered\", \"name\": \"branin\", \"command\": [\"a\"]}", "/objective/command")]
    [InlineData("\"searchSpace\": null", "/searchSpace")]
    [InlineData("\"direction\": \"up\"", "/direction")]
    [InlineData("\"direction\": \"minimize\", \"directions\": [\"minimize\"]", "/directions")]
    [InlineData("\"directions\": []", "/directions")]
    [InlineData("\"directions\": \"minimize\"", "/directions")]
    [InlineData("\"directions\": [\"minimize\", \"up\"]", "/directions/1")]
    [InlineData("\"trials\": 0", "/trials")]
    [InlineData("\"trials\": 1000001", "/trials")]
    [InlineData("\"trials\": 1.5", "/trials")]
    [InlineData("\"trials\": \"5\"", "/trials")]
    [InlineData("\"parallelism\": 0", "/parallelism")]
    [InlineData("\"parallelism\": 1001", "/parallelism")]
    [InlineData("\"waves\": 1", "/waves")]
    [InlineData("\"seed\": 9223372036854775808", "/seed")]
    [InlineData("\"sampler\": \"magic\"", "/sampler")]
    [InlineData("\"sampler\": 5", "/sampler")]
    [InlineData("\"sampler\": {\"nStartupTrials\": 5}", "/sampler/type")]
    [InlineData("\"sampler\": {\"type\": \"magic\"}", "/sampler/type")]
    [InlineData("\"sampler\": {\"type\": \"tpe\", \"nCandidates\": 0}", "/sampler/nCandidates")]
    [InlineData("\"sampler\": {\"type\": \"tpe\", \"nstartuptrials\": 5}", "/sampler/nstartuptrials")]
    [InlineData("\"budget\": 5", "/budget")]
    [InlineData("\"budget\": {}", "/budget/limitUsd")]
    [InlineData("\"budget\": {\"limitUsd\": 0.5}", "/budget")]
    [InlineData("\"budget\": {\"limitUsd\": 0.5, \"reported\": false, \"expectedUsd\": 0.1}", "/budget")]
    [InlineData("\"budget\": {\"limitUsd\": 1e-7, \"reported\": true}", "/budget/limitUsd")]
    [InlineData("\"budget\": {\"limitUsd\": 0}", "/budget/limitUsd")]
    [InlineData("\"budget\": {\"limitUsd\": -1}", "/budget/limitUsd")]
    [InlineData("\"budget\": {\"limitUsd\": 1000000001}", "/budget/limitUsd")]
    [InlineData("\"budget\": {\"limitUsd\": \"1\"}", "/budget/limitUsd")]
    [InlineData("\"budget\": {\"limitUsd\": 1, \"usdPerHour\": 0}", "/budget/usdPerHour")]
    [InlineData("\"budget\": {\"limitUsd\": 1, \"usdPerTrial\": -1}", "/budget/usdPerTrial")]
    [InlineData("\"budget\": {\"limitUsd\": 1, \"reported\": 1}", "/budget/reported")]
    [InlineData("\"budget\": {\"limitUsd\": 1, \"expectedUsd\": 2}", "/budget/expectedUsd")]
    [InlineData("\"budget\": {\"limitUsd\": 1, \"policy\": \"lax\"}", "/budget/policy")]
    [InlineData("\"maxFailures\": 1.5", "/maxFailures")]
    [InlineData("\"repeats\": 0", "/repeats")]
    [InlineData("\"score\": {}", "/score")]
    [InlineData("\"score\": {\"a\": 0}", "/score/a")]
    [InlineData("\"score\": {\"a\": \"much\"}", "/score/a")]
    [InlineData("\"guards\": []", "/guards")]
    [InlineData("\"guards\": [{\"metric\": \"ece\"}]", "/guards/0/max")]
    [InlineData("\"guards\": [{\"max\": 1}]", "/guards/0/metric")]
    [InlineData("\"guards\": [{\"metric\": \"ece\", \"max\": 1, \"penalty\": 1.5}]", "/guards/0/penalty")]
    [InlineData("\"guards\": [{\"metric\": \"ece\", \"min\": 2, \"max\": 1}]", "/guards/0/max")]
    [InlineData("\"guards\": [{\"metric\": \"ece\", \"max\": 1, \"limit\": 1}]", "/guards/0/limit")]
    [InlineData("\"minReports\": 0", "/minReports")]
    [InlineData("\"minPredictions\": -1", "/minPredictions")]
    [InlineData("\"gracePeriodSeconds\": -1", "/gracePeriodSeconds")]
    [InlineData("\"plateauThreshold\": 0.1", "/plateauThreshold")]
    [InlineData("\"pruner\": \"wilcoxon\", \"repeats\": 2", "/pruner")]
    [InlineData("\"pruner\": {\"type\": \"patient\", \"patience\": 1, \"wrappedPruner\": {\"type\": \"wilcoxon\", \"pThreshold\": 0.1}}, "
        + "\"repeats\": 3", "/pruner")]
    [InlineData("\"budget\": {\"limitUsd\": 0.001, \"usdPerTrial\": 0.002}", "/budget/limitUsd")]
    [InlineData("\"pruner\": \"mediocre\"", "/pruner")]
    [InlineData("\"pruner\": {\"type\": \"none\", \"nStartupTrials\": 5}", "/pruner/nStartupTrials")]
    [InlineData("\"budget\": {\"limitUsd\": 1, \"functions\": {\"usdPerGbSecond\": 1}}", "/budget/functions/memoryGb")]
    [InlineData("\"budget\": {\"limitUsd\": 1, \"functions\": {\"memoryGb\": 0, \"usdPerGbSecond\": 1}}", "/budget/functions/memoryGb")]
    [InlineData(
        "\"budget\": {\"limitUsd\": 1, \"functions\": {\"memoryGb\": 1e-300, \"usdPerGbSecond\": 1}}", "/budget/functions/memoryGb")]
    [InlineData("\"budget\": {\"limitUsd\": 1, \"functions\": {\"memoryGb\": 1, \"usdPerGbSecond\": 1, \"usdPerExecution\": "
        + "-1}}", "/budget/functions/usdPerExecution")]
    [InlineData("\"budget\": {\"limitUsd\": 1}", "/budget")]
    [InlineData("\"budget\": {\"limitUsd\": 1, \"flex\": {\"memoryGb\": 0.25}}", "/budget/flex/memoryGb")]
    [InlineData("\"budget\": {\"limitUsd\": 1, \"flex\": {\"usdPerGbSecond\": 0}}", "/budget/flex/usdPerGbSecond")]
    [InlineData("\"timeoutSeconds\": 0", "/timeoutSeconds")]
    [InlineData("\"timeoutSeconds\": 31536001", "/timeoutSeconds")]
    [InlineData("\"trialTimeoutSeconds\": -1", "/trialTimeoutSeconds")]
    [InlineData("\"maxAttempts\": 0", "/maxAttempts")]
    [InlineData("\"retryDelaySeconds\": 3601", "/retryDelaySeconds")]
    [InlineData("\"target\": \"low\"", "/target")]
    [InlineData("\"plateauTrials\": 0", "/plateauTrials")]
    [InlineData("\"maxFailures\": 0", "/maxFailures")]
    [InlineData("\"constraints\": [\"c\", \"c\"]", "/constraints")]
    [InlineData("\"constraints\": [\"\"]", "/constraints/0")]
    [InlineData("\"defaults\": []", "/defaults")]
    [InlineData("\"defaults\": {\"a\": null}", "/defaults/a")]
    [InlineData("\"fixed\": {\"a\": [1]}", "/fixed/a")]
    public void Parse_OneThingWrong_PointsAtIt(string members, string pointer) =>
        Assert.Equal(pointer, StudyFile.Error(StudyFile.With(members)).Pointer);

    [Theory]
    [InlineData("a")]
    [InlineData("9-a_b.C")]
    public void Parse_GoodName_IsTaken(string name) => Assert.Equal(name, StudyFile.Spec(StudyFile.With($"\"name\": \"{name}\"")).Name);

    [Fact]
    public void Parse_FunctionsWithoutPrices_HasTheListPrices()
    {
        var meter = StudyFile.Spec(StudyFile.With("\"budget\": {\"limitUsd\": 1, \"functions\": {\"memoryGb\": 1.5}}")).Budget!.Functions!;

        Assert.Equal((1.5m, 0.000016m, 0.0000002m), (meter.MemoryGb, meter.UsdPerGbSecond, meter.UsdPerExecution));
    }

    [Fact]
    public void Parse_FlexWithoutAnything_HasTheListPricesAndTheUsualMemory()
    {
        var meter = StudyFile.Spec(StudyFile.With("\"budget\": {\"limitUsd\": 1, \"flex\": {}}")).Budget!.Flex!;

        Assert.Equal((2m, 0.000026m, 0.0000004m), (meter.MemoryGb, meter.UsdPerGbSecond, meter.UsdPerExecution));
    }

    [Fact]
    public void Parse_LongName_TakesUpTo128Characters()
    {
        Assert.Equal(128, StudyFile.Spec(StudyFile.With($"\"name\": \"{new string('a', 128)}\"")).Name.Length);
        Assert.Equal("/name", StudyFile.Error(StudyFile.With($"\"name\": \"{new string('a', 129)}\"")).Pointer);
    }

    [Fact]
    public void Parse_UnknownObjective_ListsTheKnownOnes()
    {
        var error = StudyFile.Error("""{"name": "s", "objective": "brannin"}""");

        Assert.Equal("/objective", error.Pointer);
        Assert.Contains("branin, zdt1", error.Detail, StringComparison.Ordinal);
        Assert.Equal("/objective/name", StudyFile.Error("""{"name": "s", "objective": {"name": "brannin"}}""").Pointer);
    }

    [Fact]
    public void Parse_CommandWhereNoneMayRun_IsRefused() =>
        Assert.Equal("/objective/kind", Assert.Single(StudyFile.Parse(StudyFile.With(""), allowsCommands: false).Errors).Pointer);

    [Fact]
    public void Parse_DirectionsThatTheObjectiveDoesNotHave_AreRefused() =>
        Assert.Equal("/directions", StudyFile.Error("""{"name": "s", "objective": "zdt1", "directions": ["minimize"]}""").Pointer);

    [Fact]
    public void Parse_RegisteredObjective_BringsItsDirections() =>
        Assert.Equal(2, StudyFile.Spec("""{"name": "s", "objective": "zdt1"}""").Directions.Count);

    [Fact]
    public void Parse_TargetAndPlateauWithSeveralDirections_AreRefused() =>
        Assert.Equal(["/target", "/plateauTrials"], StudyFile.Pointers("""{"name": "s", "objective": "zdt1", "target": 1, "plateauTrials": 2}"""));

    [Theory]
    [InlineData("trails", "'trials'")]
    [InlineData("Seed", "'seed'")]
    public void Parse_UnknownField_SuggestsTheNearest(string name, string suggestion) =>
        Assert.Contains(suggestion, StudyFile.Error(StudyFile.With($"\"{name}\": 5")).Detail, StringComparison.Ordinal);

    [Fact]
    public void Parse_UnknownFieldLikeNoOther_SuggestsNothing() =>
        Assert.DoesNotContain("did you mean", StudyFile.Error(StudyFile.With("\"bananas\": 5")).Detail, StringComparison.Ordinal);

    [Fact]
    public void Parse_SameMemberTwice_PointsAtIt() =>
        Assert.Equal("/name", StudyFile.Error("""{"name": "a", "name": "b", "objective": "branin"}""").Pointer);

    [Fact]
    public void Parse_ManyErrors_ReportsEachAtItsPlace() => Assert.Equal(
        ["/budget/limitUsd", "/name", "/searchSpace/x/low", "/trials", "/unknown"],
        StudyFile.Pointers(
            StudyFile.With(
                "\"name\": \"a/b\", \"trials\": 0, \"budget\": {}, \"unknown\": 1, \"searchSpace\": {\"x\": {\"kind\": \"int\", \"low\": "
                + "2, \"high\": 1}}")).Order());

    [Theory]
    [InlineData("""{"name": "s", "objective": "branin", "target": NaN}""", "/target")]
    [InlineData("""{"name": "s", "objective": "branin", "target": Infinity}""", "/target")]
    [InlineData("""{"name": "s", "objective": "branin", "target": -Infinity}""", "/target")]
    [InlineData("""{"name": "s", "searchSpace": [{"low": 1}, {"low": NaN}]}""", "/searchSpace/1/low")]
    [InlineData("""{"name": "s", "searchSpace": {"a/b": [1, NaN]}}""", "/searchSpace/a~1b/1")]
    [InlineData("""{"name": "s", "": NaN}""", "/")]
    [InlineData("""{"name": 'x'}""", "/name")]
    [InlineData("""{"name": "x" """, "/name")]
    [InlineData("[1, 2", "/1")]
    [InlineData("", "")]
    [InlineData("nope", "")]
    [InlineData("{} {}", "")]
    public void Parse_NotJson_PointsAtTheFieldWhereItStopsBeingAny(string json, string pointer) =>
        Assert.Equal(pointer, StudyFile.Error(json).Pointer);

    [Fact]
    public void Parse_NumberBeyondDoubles_PointsAtIt() => Assert.Equal("/target", StudyFile.Error("""{"name": "s", "objective": "branin", "target": 1e999}""").Pointer);

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("null")]
    public void Parse_NoObject_PointsAtTheDocument(string json) => Assert.Equal("", StudyFile.Error(json).Pointer);

    [Theory]
    [InlineData("""{"name": "\ud800", "objective": "branin"}""", "/name")]
    [InlineData("""{"name": "s", "searchSpace": {"x": {"categorical": ["a", "\udc00"]}}}""", "/searchSpace/x/categorical/1")]
    [InlineData("""{"name": "s", "searchSpace": {"\ud800": [0, 1]}}""", "/searchSpace")]
    public void Parse_HalfOfASurrogatePair_PointsAtIt(string json, string pointer) => Assert.Equal(pointer, StudyFile.Error(json).Pointer);

    [Fact]
    public void Parse_BrokenUtf8_PointsAtIt()
    {
        byte[] file = [.. "{\"name\": \"s"u8, 0xFF, .. "\"}"u8];

        Assert.Equal("/name", Assert.Single(StudyFile.Parse(file).Errors).Pointer);
    }

    [Theory]
    [InlineData("[", "")]
    [InlineData("{\"a\":", "}")]
    public void Parse_TenThousandLevels_AreRefused(string open, string close)
    {
        var error = StudyFile.Error(string.Concat(Enumerable.Repeat(open, 10_000)) + "1" + string.Concat(Enumerable.Repeat(close, 10_000)));

        Assert.Contains("deeper than 32", error.Detail, StringComparison.Ordinal);
        Assert.Equal(32, error.Pointer.Count(c => c == '/'));
    }

    [Fact]
    public void Parse_FileOfAMebibyte_IsTheLargest()
    {
        var file = Encoding.UTF8.GetBytes(StudyFile.With(""));
        byte[] largest = [.. file, .. Enumerable.Repeat((byte)' ', (1024 * 1024) - file.Length)];

        Assert.Empty(StudyFile.Parse(largest).Errors);
        Assert.Equal("", Assert.Single(StudyFile.Parse((byte[])[.. largest, (byte)' ']).Errors).Pointer);
    }

    [Fact]
    public void Parse_AmountsWithZerosAtTheEnd_AreWrittenWithout()
    {
        var spec = StudyFile.Spec("""{"name": "s", "objective": "branin", "budget": {"limitUsd": 1.500, "usdPerHour": 10.0}}""");

        Assert.Equal("""{"limitUsd":1.5,"usdPerHour":10,"reported":false,"policy":"strict"}""", StudyFile.ToJson(spec.Budget));
    }
}
