using System.Text.Json;
using Json.Schema;
using Serverless.Tuner.Core.Tests.Studies;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Core.Tests.Docs;

/// <summary>The schema takes what the parser takes, and finds what people get wrong.</summary>
public sealed class StudySchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(StudySchema.Text);

    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "samples"), "*.json").Select(f => Path.GetFileName(f))];

    /// <summary>Whether a file that the parser takes is one by the schema, too.</summary>
    internal static void AssertValid(string json) =>
        Assert.True(IsValid(JsonDocument.Parse(json).RootElement), $"The schema refuses what the parser takes: {json}");

    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_AsItStands_IsValid(string file) => AssertValid(File.ReadAllText(Path.Combine(Repository.Root, "samples", file)));

    [Theory]
    [InlineData("\"trails\": 3")]
    [InlineData("\"trials\": 0")]
    [InlineData("\"trials\": 2.5")]
    [InlineData("\"parallelism\": 1001")]
    [InlineData("\"trialTimeoutSeconds\": 0")]
    [InlineData("\"direction\": \"up\"")]
    [InlineData("\"directions\": []")]
    [InlineData("\"searchSpace\": { \"x\": [0, 1, \"lin\"] }")]
    [InlineData("\"searchSpace\": [{ \"kind\": \"float\", \"low\": 0, \"high\": 1 }]")]
    [InlineData("\"sampler\": { \"type\": \"tpe\", \"gama\": 0.1 }")]
    [InlineData("\"sampler\": { \"type\": \"tpe\", \"gamma\": 0 }")]
    [InlineData("\"sampler\": { \"type\": \"cmaes\", \"restartStrategy\": \"often\" }")]
    [InlineData("\"sampler\": { \"type\": \"random\", \"points\": 3 }")]
    [InlineData("\"sampler\": { \"nCandidates\": 3 }")]
    [InlineData("\"pruner\": { \"type\": \"percentile\" }")]
    [InlineData("\"pruner\": { \"type\": \"hyperband\", \"maxResource\": \"much\" }")]
    [InlineData("\"pruner\": { \"type\": \"patient\", \"patience\": 1, \"wrappedPruner\": { \"type\": \"median\", \"nMinTrials\": 0 } }")]
    [InlineData("\"budget\": { \"usdPerHour\": 1 }")]
    [InlineData("\"budget\": { \"limitUsd\": 1, \"functions\": {} }")]
    [InlineData("\"budget\": { \"limitUsd\": 1, \"policy\": \"lax\" }")]
    [InlineData("\"guards\": [{ \"max\": 1 }]")]
    [InlineData("\"guards\": [{ \"metric\": \"ece\", \"max\": 1, \"penalty\": 2 }]")]
    [InlineData("\"defaults\": { \"x\": [1] }")]
    public void Field_ThatTheParserRefuses_IsInvalid(string members)
    {
        var file = StudyFile.With(members);
        Assert.NotEmpty(StudyFile.Parse(file).Errors);
        Assert.False(IsValid(JsonDocument.Parse(file).RootElement));
    }

    [Theory]
    [InlineData("\"sampler\": { \"type\": \"mine\", \"someOption\": [3] }, \"pruner\": \"mine\"")]
    [InlineData("\"$schema\": \"../docs/study.schema.json\"")]
    public void Field_ThatAppsMayHave_IsValid(string members) => AssertValid(StudyFile.With(members));

    private static bool IsValid(JsonElement file) => Schema.Evaluate(file).IsValid;
}
