using Serverless.Tuner.Core.Tests.Samplers;

namespace Serverless.Tuner.Core.Tests.Studies;

public sealed class DeterministicStudyTests
{
    /// <summary>Eighteen points.</summary>
    private const string Small = """
        "deterministic": true, "searchSpace": [
            {"name": "a", "kind": "categorical", "choices": ["x", "y", "z"]},
            {"name": "b", "kind": "int", "low": 1, "high": 4, "when": {"a": ["x", "y"]}},
            {"name": "c", "kind": "categorical", "choices": ["0", "1"]}]
        """;

    private static string NotDeterministic => Small.Replace("true", "false", StringComparison.Ordinal);

    [Theory]
    [InlineData("random", 1)]
    [InlineData("random", 5)]
    [InlineData("tpe", 1)]
    [InlineData("tpe", 5)]
    [InlineData("auto", 3)]
    [InlineData("cmaes", 4)]
    [InlineData("nsga2", 4)]
    public void Advance_SmallSpace_TriesEachPointOnceAndEnds(string sampler, int parallelism)
    {
        var play = Run($"{Small}, \"trials\": 40, \"sampler\": \"{sampler}\", \"parallelism\": {parallelism}");
        Assert.Equal((StopReason.Exhausted, 18), (play.Study.StopReason, play.Trials.Count));
        Assert.Equal(18, play.Trials.Select(t => Study.Text(t.Parameters)).Distinct().Count());
    }

    [Fact]
    public void Advance_EnqueuedPointsThatWereTried_AreSkipped()
    {
        var play = Run(
            $"{Small}, \"trials\": 6, \"defaults\": {{\"a\": \"z\", \"c\": \"1\"}}, \"enqueue\": [{{\"a\": \"z\", \"c\": \"1\"}}, "
            + $"{{\"c\": \"1\", \"a\": \"z\"}}, {{\"a\": \"z\", \"c\": \"0\"}}, {{\"a\": \"z\"}}]");
        Assert.Equal([true, true, false, false, false, false], play.Trials.Select(t => t.Enqueued));
        Assert.Equal(6, play.Trials.Select(t => Study.Text(t.Parameters)).Distinct().Count());
        Assert.Equal(5, play.Study.StartPointsTaken);
    }

    [Fact]
    public void Advance_FewLeftOfMany_FindsThoseToo()
    {
        var play = Run(
            "\"deterministic\": true, \"sampler\": \"random\", \"trials\": 1000, \"parallelism\": 30, \"searchSpace\": {\"a\": {\"int\": "
            + "[0, 19]}, \"b\": {\"int\": [0, 19]}}");
        Assert.Equal((StopReason.Exhausted, 400), (play.Study.StopReason, play.Trials.Count));
    }

    [Theory]
    [InlineData("tpe")]
    [InlineData("auto")]
    public void Advance_AWaveInOneStepOrInSeveral_IsTheSame(string sampler)
    {
        var members = $"{Small}, \"trials\": 16, \"waves\": true, \"parallelism\": 8, \"sampler\": \"{sampler}\"";
        Assert.Equal(Points(99), Points(3));

        string[] Points(int maxNewTrials)
        {
            var play = new StudyPlay(StudyFile.Spec(StudyFile.With(members))) { MaxNewTrials = maxNewTrials };
            while (!play.IsOver)
            {
                play.AdvanceFully();
                foreach (var number in play.Running.ToList()) play.Complete(number, number % 5);
            }

            return [.. play.Trials.Select(t => Study.Text(t.Parameters))];
        }
    }

    [Fact]
    public void Advance_NotDeterministic_TriesAgainOnceNoneIsLeft()
    {
        var play = Run($"{NotDeterministic}, \"trials\": 30, \"sampler\": \"random\"");
        Assert.Equal((StopReason.Trials, 30), (play.Study.StopReason, play.Trials.Count));
        Assert.Equal(18, play.Trials.Take(18).Select(t => Study.Text(t.Parameters)).Distinct().Count());
    }

    [Fact]
    public void Advance_NotDeterministicAndEnqueuedAgain_TriesAgain()
    {
        var play = Run($"{NotDeterministic}, \"trials\": 6, \"parallelism\": 3, \"enqueue\": [{{\"a\": \"z\", \"c\": \"1\"}}, "
            + "{\"a\": \"z\", \"c\": \"1\"}, {\"a\": \"z\"}]");
        Assert.Equal([true, true, true, false, false, false], play.Trials.Select(t => t.Enqueued));
        Assert.Equal(Study.Text(play.Trials[0].Parameters), Study.Text(play.Trials[1].Parameters));
        // Completed with what was not tried.
        Assert.Equal("0", play.Trials[2].Parameters["c"].ToString());
    }

    private static StudyPlay Run(string members)
    {
        var play = new StudyPlay(StudyFile.Spec(StudyFile.With(members)));
        while (!play.IsOver)
        {
            play.Advance();
            foreach (var number in play.Running.ToList()) play.Complete(number, number % 7);
        }

        return play;
    }
}
