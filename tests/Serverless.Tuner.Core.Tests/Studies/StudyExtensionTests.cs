using System.Text;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;
using Study = Serverless.Tuner.Core.Studies.Study;

namespace Serverless.Tuner.Core.Tests.Studies;

public sealed class StudyExtensionTests
{
    private const string Limited = "\"trials\": 10, \"budget\": {\"limitUsd\": 2, \"usdPerHour\": 1}, \"timeoutSeconds\": 60";

    [Fact]
    public void Parse_EveryField_IsRead()
    {
        var (request, errors) = Parse("""{"trials": 20, "limitUsd": 1.5, "timeoutSeconds": 60.5}""");

        Assert.Empty(errors);
        Assert.Equal(new ExtendRequest { Trials = 20, LimitUsd = 1.5m, TimeoutSeconds = 60.5 }, request);
    }

    [Theory]
    [InlineData("{}", "")]
    [InlineData("""{"trials": null}""", "")]
    [InlineData("[]", "")]
    [InlineData("", "")]
    [InlineData("""{"trials": NaN}""", "/trials")]
    [InlineData("""{"trials": 0}""", "/trials")]
    [InlineData("""{"trials": 1000001}""", "/trials")]
    [InlineData("""{"limitUsd": -1}""", "/limitUsd")]
    [InlineData("""{"timeoutSeconds": 1e9}""", "/timeoutSeconds")]
    [InlineData("""{"seed": 5}""", "/seed")]
    public void Parse_OneThingWrong_PointsAtIt(string json, string pointer)
    {
        var (request, errors) = Parse(json);

        Assert.Null(request);
        Assert.Equal(pointer, errors[0].Pointer);
    }

    [Fact]
    public void Extend_LargerLimits_ReplacesThoseNamedOnly()
    {
        var study = Study(Limited);

        var trials = StudyExtension.Extend(study, new ExtendRequest { Trials = 20 }).Study!.Spec;
        var rest = StudyExtension.Extend(study, new ExtendRequest { LimitUsd = 3, TimeoutSeconds = 90 }).Study!.Spec;

        Assert.Equal((20, 2m, 60d), (trials.Trials, trials.Budget!.LimitUsd, trials.TimeoutSeconds!.Value));
        Assert.Equal((10, 3m, 90d, 1m), (rest.Trials, rest.Budget!.LimitUsd, rest.TimeoutSeconds!.Value, rest.Budget.UsdPerHour!.Value));
    }

    [Fact]
    public void Extend_SameLimits_ChangesNothing()
    {
        var study = Study(Limited);

        Assert.Equal(
            study.Spec, StudyExtension.Extend(study, new ExtendRequest { Trials = 10, LimitUsd = 2, TimeoutSeconds = 60 }).Study!.Spec);
    }

    [Fact]
    public void Extend_SmallerLimits_ReportsEach()
    {
        var change = StudyExtension.Extend(Study(Limited), new ExtendRequest { Trials = 9, LimitUsd = 1.99m, TimeoutSeconds = 59 });

        Assert.Null(change.Study);
        Assert.Equal(["/trials", "/limitUsd", "/timeoutSeconds"], change.Errors.Select(e => e.Pointer));
    }

    [Fact]
    public void Extend_WhatTheStudyDoesNotLimit_IsRefused() =>
        Assert.Equal(
            ["/limitUsd", "/timeoutSeconds"],
            StudyExtension.Extend(Study(""), new ExtendRequest { LimitUsd = 1, TimeoutSeconds = 1 }).Errors.Select(e => e.Pointer));

    [Theory]
    [InlineData("\"trials\": 5", "\"trials\": 500")]
    [InlineData("\"seed\": 0", "")]
    [InlineData("\"budget\": {\"limitUsd\": 1.50, \"reported\": true}", "\"budget\": {\"limitUsd\": 1.5, \"reported\": true}")]
    [InlineData("\"defaults\": {\"a\": 1, \"b\": 2}", "\"defaults\": {\"b\": 2, \"a\": 1}")]
    [InlineData("\"sampler\": \"tpe\"", "\"sampler\": {\"type\": \"tpe\", \"nCandidates\": 24, \"gamma\": 0.10, \"multivariate\": true}")]
    [InlineData("\"sampler\": {\"type\": \"auto\"}", "\"sampler\": {\"type\": \"auto\", \"costAware\": true}")]
    [InlineData("\"pruner\": \"median\"", "\"pruner\": {\"type\": \"median\", \"n_startup_trials\": 5}")]
    [InlineData(
        "\"pruner\": {\"type\": \"patient\", \"patience\": 2, \"wrappedPruner\": \"median\"}",
        "\"pruner\": {\"type\": \"patient\", \"patience\": 2, \"wrapped_pruner\": {\"type\": \"median\", \"n_startup_trials\": 5}}")]
    [InlineData("\"trials\": 100, \"seed\": 0, \"pruner\": \"none\", \"repeats\": 1", "")]
    [InlineData("\"fixed\": {}, \"objective\": {\"command\": [\"a\"], \"environment\": {}}", "\"objective\": {\"command\": [\"a\"]}")]
    [InlineData(
        "\"searchSpace\": {\"x\": [0, 9, \"int\"]}",
        "\"searchSpace\": {\"x\": {\"kind\": \"int\", \"low\": 0, \"high\": 9, \"step\": 1, \"log\": false}}")]
    [InlineData("\"fixed\": {\"a\": 1, \"b\": 2}", "\"fixed\": {\"b\": 2, \"a\": 1}")]
    [InlineData("\"searchSpace\": {\"x\": [0, 1]}", "\"searchSpace\": [{\"high\": 1, \"low\": 0.0, \"kind\": \"float\", \"name\": \"x\"}]")]
    [InlineData(
        "\"objective\": {\"command\": [\"a\"], \"passEnvironment\": [\"B\", \"A\"]}",
        "\"objective\": {\"command\": [\"a\"], \"passEnvironment\": [\"A\", \"B\"]}")]
    [InlineData(
        "\"objective\": {\"command\": [\"a\"], \"environment\": {\"A\": \"1\", \"B\": \"2\"}}",
        "\"objective\": {\"command\": [\"a\"], \"environment\": {\"B\": \"2\", \"A\": \"1\"}}")]
    [InlineData("\"score\": {\"f1\": 0.7, \"auc\": 0.3}", "\"score\": {\"auc\": 0.3, \"f1\": 0.7}")]
    public void IsSameStudy_SaidInAnotherWay_IsTheSame(string a, string b) => Assert.True(IsSame(a, b));

    [Theory]
    [InlineData("\"seed\": 1", "\"seed\": 2")]
    [InlineData("\"target\": 1", "")]
    [InlineData("\"defaults\": {\"a\": 1}", "\"defaults\": {\"a\": 1.0}")]
    [InlineData("\"searchSpace\": {\"x\": [0, 1], \"y\": [0, 1]}", "\"searchSpace\": {\"y\": [0, 1], \"x\": [0, 1]}")]
    [InlineData("\"budget\": {\"limitUsd\": 1, \"reported\": true}", "\"budget\": {\"limitUsd\": 2, \"reported\": true}")]
    [InlineData("\"objective\": {\"command\": [\"a\"], \"passEnvironment\": [\"A\"]}", "\"objective\": {\"command\": [\"a\"]}")]
    [InlineData(
        "\"objective\": {\"command\": [\"a\"], \"passEnvironment\": [\"A\"]}",
        "\"objective\": {\"command\": [\"a\"], \"passEnvironment\": [\"A\", \"B\"]}")]
    [InlineData(
        "\"objective\": {\"command\": [\"a\"], \"environment\": {\"A\": \"1\"}}",
        "\"objective\": {\"command\": [\"a\"], \"environment\": {\"A\": \"2\"}}")]
    public void IsSameStudy_AnythingButTheTrialsDiffers_IsAnother(string a, string b) => Assert.False(IsSame(a, b));

    [Theory]
    [InlineData("\"seed\": 1", "\"seed\": 2", "/seed: is 1 there, 2 here")]
    [InlineData("\"target\": 1", "", "/target: is 1 there, absent here")]
    [InlineData("\"trials\": 9", "\"trials\": 8", "/trials: is 9 there, 8 here")]
    [InlineData("\"trials\": 9, \"seed\": 1", "\"trials\": 10", "/seed: is 1 there, 0 here")]
    [InlineData("\"sampler\": \"tpe\"", "\"sampler\": {\"type\": \"tpe\", \"gamma\": 0.2}", "/sampler/gamma: is 0.1 there, 0.2 here")]
    [InlineData(
        "\"sampler\": \"tpe\"", "\"sampler\": {\"type\": \"tpe\", \"gamma\": \"auto\"}", "/sampler/gamma: is 0.1 there, \"auto\" here")]
    [InlineData("\"fixed\": {\"a\": 1, \"b\": \"x\"}", "\"fixed\": {\"a\": 1.0, \"b\": \"x\"}", "/fixed/a: is 1 there, 1.0 here")]
    [InlineData(
        "\"searchSpace\": {\"x\": [0, 1], \"y\": [0, 2]}", "\"searchSpace\": {\"x\": [0, 1]}",
        "/searchSpace/y: is {\"high\":2,\"kind\":\"float\",\"low\":0,\"name\":\"y\"} there, absent here")]
    [InlineData(
        "\"searchSpace\": {\"x\": [0, 1], \"y\": [0, 1]}", "\"searchSpace\": {\"y\": [0, 1], \"x\": [0, 1]}",
        "/searchSpace: has the same parameters in another order")]
    [InlineData(
        "\"objective\": {\"command\": [\"a\"], \"environment\": {\"A\": \"secret\", \"B\": \"1\"}}",
        "\"objective\": {\"command\": [\"a\"], \"environment\": {\"A\": \"hidden\", \"B\": \"1\", \"C\": \"2\"}}",
        "/objective/environment: differs in A, C")]
    [InlineData(
        "\"objective\": {\"command\": [\"a\"]}", "\"objective\": {\"command\": [\"a\"], \"environment\": {\"A\": \"hidden\"}}",
        "/objective/environment: differs in A")]
    public void Differences_OfTwoSpecs_NameTheFieldAndBothValues(string study, string other, string difference)
    {
        var found = Assert.Single(
            SpecComparison.BuiltIn.Differences(StudyFile.Spec(StudyFile.With(study)), StudyFile.Spec(StudyFile.With(other))));

        Assert.Equal(difference, $"{found.Pointer}: {found.Detail}");
    }

    private static bool IsSame(string a, string b) =>
        SpecComparison.BuiltIn.Differences(StudyFile.Spec(StudyFile.With(a)), StudyFile.Spec(StudyFile.With(b))).Count == 0;

    private static (ExtendRequest? Request, IReadOnlyList<FieldError> Errors) Parse(string json) =>
        ExtendRequestReader.Read(Encoding.UTF8.GetBytes(json));

    private static Study Study(string members) =>
        StudyMachine.Create(StudyFile.Spec(StudyFile.With(members)), "run", DateTimeOffset.UnixEpoch);
}
