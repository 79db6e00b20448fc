using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Studies;

public sealed class TrialTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Trial s_running = new()
    {
        Number = 0,
        Parameters = new Dictionary<string, ParameterValue>(),
        Outcome = TrialOutcome.Running,
        CreatedAt = s_now,
        HeartbeatAt = s_now,
        LeaseSeconds = 30,
        Callback = new Callback("hash", s_now) { LookAt = s_now },
    };

    [Fact]
    public void LeaseUntil_WhileAWorkerRunsIt_IsItsLeaseAfterTheLastSignOfLife()
    {
        Assert.Equal(s_now + TimeSpan.FromSeconds(30), s_running.LeaseUntil);
        Assert.Null((s_running with { LeaseSeconds = null }).LeaseUntil);
        Assert.Null((s_running with { HeartbeatAt = null }).LeaseUntil);
        Assert.Null((s_running with { Outcome = TrialOutcome.Waiting }).LeaseUntil);
    }

    [Fact]
    public void IsElsewhere_OnlyWhileItRunsAndACallbackIsToCome()
    {
        Assert.True(s_running.IsElsewhere);
        Assert.False((s_running with { Outcome = TrialOutcome.Waiting }).IsElsewhere);
        Assert.False((s_running with { Callback = null }).IsElsewhere);
        Assert.False((s_running with { Callback = new Callback("hash", s_now) }).IsElsewhere);
    }

    /// <summary>Objectives draw by it: another value would make every study that is repeated another one.</summary>
    [Theory]
    [InlineData(0, 0, 0, -7046029254386353131)]
    [InlineData(5, 0, 0, -7046029254386353126)]
    [InlineData(5, 7, 0, -1028001813962170195)]
    [InlineData(5, 7, 3, 7302654517044883308)]
    public void TrialSeed_OfATrialAndARepeat_IsThisNumber(long seed, int number, int repeat, long expected) =>
        Assert.Equal(expected, TrialSeed.Of(StudyFile.Spec(StudyFile.With("")) with { Seed = seed }, number, repeat));

    [Fact]
    public void EvaluatedPoint_SuggestedReplacesDefaults_FixedReplacesBoth()
    {
        var spec = StudyFile.Spec(StudyFile.With(""));
        var suggested = Point(("b", 2), ("c", 2));

        Assert.Same(suggested, EvaluatedPoint.Of(spec, suggested));
        Assert.Equal(
            Point(("a", 1), ("b", 2), ("c", 3), ("d", 3)),
            EvaluatedPoint.Of(
                spec with { Defaults = Point(("a", 1), ("b", 1), ("c", 1)), Fixed = Point(("c", 3), ("d", 3)) }, suggested));
        Assert.Equal(Point(("a", 1), ("b", 2), ("c", 2)), EvaluatedPoint.Of(spec with { Defaults = Point(("a", 1)) }, suggested));
        Assert.Equal(Point(("b", 2), ("c", 3)), EvaluatedPoint.Of(spec with { Fixed = Point(("c", 3)) }, suggested));
    }

    [Theory]
    [InlineData("a.b_c-9", true)]
    [InlineData("9", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a b", false)]
    [InlineData("a\n", false)]
    [InlineData(null, false)]
    public void StudyName_OfAText_KeepsTheRule(string? text, bool isName)
    {
        Assert.Equal(isName ? text : null, StudyName.TryParse(text)?.ToString());
        if (isName) Assert.Equal(text, StudyName.Parse(text));
        else
            Assert.StartsWith(
                $"A study's name {StudyName.Rule}.", Assert.Throws<ArgumentException>(nameof(text), () => StudyName.Parse(text)).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void StudyName_ThatNamesNone_HasNoText() =>
        Assert.Equal("No study is named.", Assert.Throws<InvalidOperationException>(() => default(StudyName).ToString()).Message);

    [Fact]
    public void Mean_NoRepeatsOrOfDifferentLengths_IsRefused()
    {
        Assert.StartsWith(
            "Repeats must have the same number of values, one at least.",
            Assert.Throws<ArgumentException>("repeats", () => Measurement.Mean([])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("repeats", () => Measurement.Mean([new([1]), new([1, 2])]));
    }

    private static Dictionary<string, ParameterValue> Point(params (string Name, long Value)[] values) =>
        values.ToDictionary(v => v.Name, v => ParameterValue.Of(v.Value));
}
