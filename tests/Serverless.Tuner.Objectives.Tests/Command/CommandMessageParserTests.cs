namespace Serverless.Tuner.Objectives.Tests.Command;

public sealed class CommandMessageParserTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("0")]
    public void Parse_NoCost_IsNoMistake(string cost) =>
        Assert.Equal(new CommandMessage.Report(3, 0.91, cost == "null" ? null : 0m), CommandMessageParser.Parse($$"""{"step": 3, "value": 0.91, "costUsd": {{cost}} }"""));

    [Theory]
    [InlineData("")]
    [InlineData("Epoch 1/20 loss=0.3")]
    [InlineData("[1, 2]")]
    [InlineData("NaN")]
    [InlineData("""{"level":"info","message":"loaded"}""")]
    [InlineData("{}")]
    public void Parse_WhatIsNoMessage_IsOther(string line) => Assert.IsType<CommandMessage.Other>(CommandMessageParser.Parse(line));

    [Fact]
    public void Parse_StepAndValue_IsAReport() =>
        Assert.Equal(new CommandMessage.Report(3, 0.91), CommandMessageParser.Parse("""  {"value": 0.91, "step": 3, "loss": "x"} """));

    [Fact]
    public void Parse_ReportWithCost_IsReadWhole() =>
        Assert.Equal(new CommandMessage.Report(3, 0.91, 0.25m), CommandMessageParser.Parse("""{"step": 3, "value": 0.91, "costUsd": 0.25}"""));

    [Fact]
    public void Parse_ReportOfSeveralDirections_HasItsValues()
    {
        var report = Assert.IsType<CommandMessage.Report>(CommandMessageParser.Parse("""{"step": 3, "values": [0.91, 12], "costUsd": 0.5}"""));
        Assert.Equal((3, 0.91, 0.5m), (report.Step, report.Value, report.CostUsd));
        Assert.Equal([0.91, 12], report.Values!);
    }

    [Theory]
    [InlineData("""{"step": 3}""", "'values'")]
    [InlineData("""{"step": 3, "value": 1, "values": [1]}""", "not both")]
    [InlineData("""{"step": 3, "values": []}""", "array of numbers")]
    [InlineData("""{"step": 3, "values": 1}""", "array of numbers")]
    [InlineData("""{"step": 3, "values": [1, "x"]}""", "values[1]")]
    [InlineData("""{"step": 3, "values": [1, 1e999]}""", "values[1]")]
    public void Parse_ReportWithoutItsValues_IsAMistake(string line, string said) =>
        Assert.Contains(said, Assert.Throws<ObjectiveException>(() => CommandMessageParser.Parse(line)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_MetricsAlone_AreAnOutcomeWithoutValues()
    {
        var result = Final("""{"metrics": {"ece": 0.03, "accuracy": 1}}""");
        Assert.Empty(result.Values);
        Assert.Equal(new Dictionary<string, double> { ["ece"] = 0.03, ["accuracy"] = 1 }, result.Metrics);
    }

    [Fact]
    public void Parse_MetricsBesideAValue_AreBothKept()
    {
        var result = Final("""{"value": 2, "metrics": {"ece": 0.03}}""");
        Assert.Equal([2.0], result.Values);
        Assert.Equal(0.03, result.Metrics!["ece"]);
    }

    [Fact]
    public void Parse_FinalWithEverything_IsReadWhole()
    {
        var result = Final("""{"values":[1,-2.5e-3],"costUsd":2e-3,"constraints":{"memory":-1},"attributes":{"model":"m.pt","n":3,"ok":true}}""");
        Assert.Equal([1, -0.0025], result.Values);
        Assert.Equal(0.002m, result.CostUsd);
        Assert.Equal(-1, result.Constraints!["memory"]);
        Assert.Equal("m.pt", result.Attributes!["model"]);
        Assert.Equal("3", result.Attributes["n"]);
    }

    [Fact]
    public void Parse_FinalWithValueOnly_HasNothingElse() => Assert.Equal(new ObjectiveResult(0.9).Values, Final("""{"value":0.9}""").Values);

    [Theory]
    [InlineData("{'value': 0.9}", "not")]
    [InlineData("""{"value": 0.9""", "not")]
    [InlineData("""{"value": 0.9} {"value": 1}""", "not")]
    [InlineData("""{"value": NaN}""", "value is NaN")]
    [InlineData("""{"step": 1, "value": -Infinity}""", "value is -Infinity")]
    [InlineData("""{"values": [0.5, NaN]}""", "values is NaN")]
    [InlineData("""{"value": 1e999}""", "value is not finite")]
    [InlineData("""{"value": "0.9"}""", "value must be a number")]
    [InlineData("""{"value": null}""", "value must be a number")]
    [InlineData("""{"values": []}""", "values must be")]
    [InlineData("""{"values": 3}""", "values must be")]
    [InlineData("""{"values": [1, "2"]}""", "values[1] must be")]
    [InlineData("""{"value": 1, "values": [1]}""", "not both")]
    [InlineData("""{"step": 1}""", "needs a 'value'")]
    [InlineData("""{"step": -1, "value": 1}""", "step must be")]
    [InlineData("""{"step": 1.5, "value": 1}""", "step must be")]
    [InlineData("""{"step": "1", "value": 1}""", "step must be")]
    [InlineData("""{"value": 1, "costUsd": -1}""", "costUsd must be")]
    [InlineData("""{"value": 1, "costUsd": 1e30}""", "costUsd must be")]
    [InlineData("""{"step": 1, "value": 1, "costUsd": "1"}""", "costUsd must be")]
    [InlineData("""{"value": 1, "metrics": [1]}""", "metrics must be")]
    [InlineData("""{"metrics": {"m": "x"}}""", "metrics.m must be")]
    [InlineData("""{"metrics": {"m": NaN}}""", "m is NaN")]
    [InlineData("""{"value": 1, "constraints": [1]}""", "constraints must be")]
    [InlineData("""{"value": 1, "constraints": {"m": "x"}}""", "constraints.m must be")]
    [InlineData("""{"value": 1, "attributes": 3}""", "attributes must be")]
    public void Parse_InvalidMessage_SaysWhatIsWrongAndShowsTheLine(string line, string wrong)
    {
        var thrown = Assert.Throws<ObjectiveException>(() => CommandMessageParser.Parse(line));
        Assert.Contains(wrong, thrown.Message);
        Assert.Contains(line, thrown.Message);
    }

    [Fact]
    public void Parse_LongInvalidLine_IsShownInPart()
    {
        var thrown = Assert.Throws<ObjectiveException>(() => CommandMessageParser.Parse("{" + new string('x', 100_000)));
        Assert.InRange(thrown.Message.Length, 100, 1000);
    }

    [Theory]
    [InlineData("{", "on one line")]
    [InlineData("{'value': 0.9, 'metrics': {}}", "json.dumps")]
    [InlineData("""{"value": 1, "attributes": {"a": "\ud800"}}""", "half of a surrogate pair")]
    [InlineData("""{"value": 1, "metrics": {"\udc00": 1}}""", "half of a surrogate pair")]
    [InlineData("""{"a\"b": [1, "NaN", {"c": -inf}]}""", "c is -inf")]
    [InlineData("""{"value":NaN""", "value is NaN")]
    public void Parse_CommonMistake_NamesTheCause(string line, string cause)
    {
        var thrown = Assert.Throws<ObjectiveException>(() => CommandMessageParser.Parse(line));
        Assert.Contains(cause, thrown.Message);
        Assert.Contains(line, thrown.Message);
    }

    [Theory]
    [InlineData("{\"a\": [", "[1, ")]
    [InlineData("{", "\"a\" ")]
    [InlineData("{\"a\"", " ")]
    [InlineData("{\"value\": NaNx, \"", "\\\"")]
    public void Parse_BrokenMegabyte_FailsInLinearTime(string start, string repeated)
    {
        var line = start + string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var thrown = Assert.Throws<ObjectiveException>(() => CommandMessageParser.Parse(line));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
        Assert.InRange(thrown.Message.Length, 1, 1000);
    }

    private static ObjectiveResult Final(string line) => Assert.IsType<CommandMessage.Final>(CommandMessageParser.Parse(line)).Result;
}
