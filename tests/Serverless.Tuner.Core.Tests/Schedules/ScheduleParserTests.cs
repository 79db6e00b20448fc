using Serverless.Tuner.Core.Schedules;

namespace Serverless.Tuner.Core.Tests.Schedules;

public sealed class ScheduleParserTests
{
    [Fact]
    public void Parse_LeastSchedule_FillsInTheDefaults()
    {
        var spec = Sample.Spec("0 3 * * *");

        Assert.Equal(
            ("churn", "UTC", ScheduleOverlap.Skip, ScheduleCatchUp.Latest, true, 5, "churn-{yyyyMMdd-HHmm}"),
            (spec.Name, spec.TimeZone, spec.Overlap, spec.CatchUp, spec.Enabled, spec.Reevaluate, spec.Study.Name));
        Assert.Null(spec.PromoteAbove);
    }

    [Fact]
    public void Parse_WhatWasKept_IsTheSameAgain()
    {
        var spec = Sample.Spec(
            "0 3 * * 1-5",
            """
            "timeZone": "Europe/Berlin", "overlap": "cancelPrevious", "catchUp": "all", "enabled": false, "promoteAbove": 0.01,
            "worseBy": "5%", "reevaluate": 7, "notify": [{"url": "https://hooks.example/x", "secret": "s", "on": ["worse"]}]
            """,
            "\"name\": \"nightly\"");
        var json = Studies.StudyFile.ToJson(spec);

        Assert.Equal(json, Studies.StudyFile.ToJson(System.Text.Json.JsonSerializer.Deserialize<ScheduleSpec>(json, TunerJson.Options)));
        Assert.Equal("nightly-{yyyyMMdd-HHmm}", spec.Study.Name);
    }

    [Theory]
    [InlineData("0 3 * *", "", "", "/cron")]
    [InlineData("@daily", "", "", "/cron")]
    [InlineData("0 0 3 * * *", "", "", "/cron")]
    [InlineData("61 3 * * *", "", "", "/cron")]
    [InlineData("0 3 30 2 *", "", "", "/cron")]
    [InlineData("0 3 * * *", "\"timeZone\": \"Europe/Bonn\"", "", "/timeZone")]
    [InlineData("61 3 * * *", "\"timeZone\": \"Europe/Bonn\"", "", "/timeZone,/cron")]
    [InlineData("0 3 * * *", "\"overlap\": \"wait\"", "", "/overlap")]
    [InlineData("0 3 * * *", "\"catchUp\": 1, \"cathcUp\": 2", "", "/catchUp,/cathcUp")]
    [InlineData("0 3 * * *", "\"promoteAbove\": -1", "", "/promoteAbove")]
    [InlineData("0 3 * * *", "\"promoteAbove\": \"1\"", "", "/promoteAbove")]
    [InlineData("0 3 * * *", "\"worseBy\": \"-1%\"", "", "/worseBy")]
    [InlineData("0 3 * * *", "\"reevaluate\": 0", "", "/reevaluate")]
    [InlineData("0 3 * * *", "\"notify\": [{\"url\": \"https://a.example\", \"on\": [\"ended\"]}]", "", "/notify/0/on/0")]
    [InlineData("0 3 * * *", "", "\"trials\": 0", "/study/trials")]
    [InlineData("0 3 * * *", "", "\"name\": \"{HHmm}\"", "/study/name")] // Tomorrow's would be today's.
    [InlineData("0 * * * *", "", "\"name\": \"n-{yyyyMMdd}\"", "/study/name")] // So would the next hour's.
    [InlineData("0 3 * * *", "", "\"name\": \"n-{yyyy/MM}\"", "/study/name")]
    [InlineData("0 3 * * *", "", "\"name\": \"{yyyyMMdd}{HHmm}\"", "/study/name")]
    [InlineData("0 3 * * *", "", "\"name\": \"a b-{yyyyMMdd}\"", "/study/name")]
    [InlineData("0 3 * * *", "\"reevaluate\": 3", "\"directions\": [\"minimize\", \"maximize\"]", "/reevaluate")]
    [InlineData(
        "0 3 * * *", "\"notify\": [{\"url\": \"https://a.example\", \"on\": [\"failed\", \"improved\"]}]",
        "\"directions\": [\"minimize\", \"maximize\"]", "/notify/0/on")]
    public void Parse_WhatIsWrong_IsNamedByItsField(string cron, string members, string study, string pointers) =>
        Assert.Equal(
            pointers, string.Join(',', Sample.Parse(Sample.Json(cron, members, study)).Errors.Select(error => error.Pointer)));

    [Fact]
    public void Parse_NameOfTheAddress_MustBeTheOneGiven()
    {
        Assert.Equal("/name", Assert.Single(Sample.Parse(Sample.Json("0 3 * * *"), "other").Errors).Pointer);
        Assert.Equal("churn", Sample.Parse(Sample.Json("0 3 * * *"), "churn").Spec!.Name);
    }

    [Fact]
    public void RunNames_OfADailyPattern_CarryTheDayInUtc()
    {
        var spec = Sample.Spec("30 0 * * *", "\"timeZone\": \"Europe/Berlin\"", "\"name\": \"{yyyy-MM-dd}.churn\"");

        var slot = CronSlots.Of(spec).After(Sample.Start.AddHours(12)).First();

        Assert.Equal("2026-01-01.churn", RunNames.Of(spec.Study.Name, slot));
        Assert.Equal("run-20260101233000.churn", RunNames.ByHand(spec.Study.Name, slot));
    }
}
