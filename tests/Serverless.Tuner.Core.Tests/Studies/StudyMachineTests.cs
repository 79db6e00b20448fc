using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Studies;

public sealed class StudyMachineTests
{
    [Fact]
    public void Advance_AllTrialsEnded_StopsWithTrials()
    {
        var play = Play("\"trials\": 3, \"parallelism\": 2");
        play.Advance();
        play.Complete(0, 1);
        play.Complete(1, 2);
        Assert.Equal([2], play.Advance().Start);
        play.End(2, TrialState.Failed);

        Assert.Equal(StopReason.Trials, play.Advance().Ended);
        Assert.Equal((2, 1, 0), (play.Study.Complete, play.Study.Failed, play.Study.Pruned));
    }

    [Fact]
    public void Advance_NothingFitsTheLimit_StopsWithBudget()
    {
        var play = Play("\"trials\": 100, \"parallelism\": 4, \"budget\": {\"limitUsd\": 1, \"usdPerTrial\": 0.3}");
        Assert.Equal([0, 1, 2], play.Advance().Start);
        foreach (var number in play.Running.ToList()) play.Complete(number, 1, 300_000);

        Assert.Equal(StopReason.Budget, play.Advance().Ended);
        Assert.Equal(900_000, play.Study.Spent.Micro);
    }

    [Fact]
    public void Advance_MoneyIsGone_RecordsThePointThatDidNotFit()
    {
        var play = Play("\"trials\": 100, \"sampler\": \"random\", \"budget\": {\"limitUsd\": 1, \"usdPerHour\": 1}");
        // Thirty trials whose cost is plain from their point; the next takes all but a micro-dollar of what they leave.
        for (var number = 0; number < 30; number++)
        {
            play.Advance();
            play.Complete(number, 1, (long)(9_000 * Math.Exp(2 * play.Trials[number].Parameters["x"].AsDouble())));
        }

        play.Advance();
        play.Complete(30, 1, 999_999 - play.Study.Spent.Micro);

        Assert.Equal(StopReason.Budget, play.Advance().Ended);
        Assert.Equal((31, 1, 1, 32), (play.Study.Complete, play.Study.Pruned, play.Study.PrunedForBudget, play.Study.NextNumber));
    }

    [Fact]
    public void Advance_NothingFitsWhileOthersRun_WaitsForWhatTheyGiveBack()
    {
        var play = Play("\"trials\": 100, \"parallelism\": 4, \"budget\": {\"limitUsd\": 1, \"usdPerTrial\": 0.3}");
        play.Advance();
        Assert.Empty(play.Advance().Start);
        play.End(1, TrialState.Pruned);

        Assert.Equal([3], play.Advance().Start);
        Assert.Null(play.Study.StopReason);
    }

    [Fact]
    public void Advance_DeadlineReached_StopsWithTimeoutOnceTheOpenTrialsHaveEnded()
    {
        var play = Play("\"trials\": 10, \"timeoutSeconds\": 60");
        play.Advance();
        play.Now += TimeSpan.FromSeconds(60);

        Assert.Null(play.Advance().Ended);
        Assert.Equal(
            (StudyState.Running, StopReason.Timeout, "study timeout"),
            (play.Study.State, play.Study.StopReason!.Value, play.Study.Interruption));
        play.End(0, TrialState.Pruned);
        Assert.Equal(StopReason.Timeout, play.Advance().Ended);
    }

    [Fact]
    public void Advance_JustBeforeTheDeadline_GoesOn()
    {
        var play = Play("\"trials\": 10, \"timeoutSeconds\": 60");
        play.Now += TimeSpan.FromSeconds(60) - TimeSpan.FromTicks(1);

        Assert.Equal([0], play.Advance().Start);
    }

    [Theory]
    [InlineData("minimize", 1.1, 1.0)]
    [InlineData("maximize", 0.9, 1.0)]
    public void Advance_TargetReached_StopsWithTarget(string direction, double notYet, double reached)
    {
        var play = Play($"\"trials\": 10, \"target\": 1, \"direction\": \"{direction}\"");
        play.Advance();
        play.Complete(0, notYet);
        Assert.Null(play.Advance().Ended);
        play.Complete(1, reached);

        Assert.Equal(StopReason.Target, play.Advance().Ended);
    }

    [Fact]
    public void Advance_TargetReachedByInfeasibleTrial_GoesOn()
    {
        var play = Play("\"trials\": 10, \"target\": 1, \"constraints\": [\"c\"]");
        play.Advance();
        play.End(0, TrialState.Complete, value: 0, constraint: 0.1);
        Assert.Null(play.Advance().Ended);
        play.End(1, TrialState.Complete, value: 0, constraint: 0);

        Assert.Equal(StopReason.Target, play.Advance().Ended);
    }

    [Fact]
    public void Advance_NoImprovement_StopsWithPlateau()
    {
        var play = Play("\"trials\": 100, \"plateauTrials\": 3");
        double[] values = [5, 6, 4, 4, 7];
        for (var number = 0; number < values.Length; number++)
        {
            Assert.Null(play.Advance().Ended);
            play.Complete(number, values[number]);
        }

        Assert.Null(play.Advance().Ended);
        play.End(5, TrialState.Failed);
        Assert.Null(play.Advance().Ended);
        play.Complete(6, 9);
        Assert.Equal(StopReason.Plateau, play.Advance().Ended);
    }

    [Fact]
    public void Advance_NoFeasibleTrialYet_IsNoPlateau()
    {
        var play = Play("\"trials\": 100, \"plateauTrials\": 2, \"constraints\": [\"c\"]");
        for (var number = 0; number < 5; number++)
        {
            play.Advance();
            play.End(number, TrialState.Complete, constraint: 1);
        }

        Assert.Null(play.Advance().Ended);
    }

    [Fact]
    public void Advance_LittleToExpectForSoManyTrials_StopsWithPlateau()
    {
        // Improvements go on to the end, ever smaller.
        var play = Play("\"trials\": 200, \"plateauTrials\": 5, \"plateauThreshold\": 0.001");
        AdvancePlan plan;
        while ((plan = play.Advance()).Ended is null)
        {
            var trial = play.Trials[^1];
            play.Complete(trial.Number, Math.Pow(trial.Parameters["x"].AsDouble() - 0.3, 2));
        }

        Assert.Equal(StopReason.Plateau, plan.Ended);
        Assert.InRange(play.Trials.Count, 12, 80);
        Assert.InRange(play.Study.Best!.Value, 0, 0.002);
    }

    [Fact]
    public void Advance_FailuresInARow_StopsWithFailures()
    {
        var play = Play("\"trials\": 100, \"maxFailures\": 2");
        foreach (var state in new[] { TrialState.Failed, TrialState.Complete, TrialState.Failed, TrialState.Pruned, TrialState.Failed })
        {
            Assert.Null(play.Advance().Ended);
            play.End(play.Trials.Count - 1, state);
        }

        Assert.Null(play.Advance().Ended);
        play.End(5, TrialState.Failed);

        Assert.Equal(StopReason.Failures, play.Advance().Ended);
    }

    [Fact]
    public void Advance_ShareOfFailures_StopsOnceTenHaveEnded()
    {
        var play = Play("\"trials\": 100, \"maxFailures\": 0.3");
        for (var number = 0; number < 10; number++)
        {
            Assert.Null(play.Advance().Ended);
            play.End(number, number % 3 == 0 ? TrialState.Failed : TrialState.Complete);
        }

        Assert.Equal(StopReason.Failures, play.Advance().Ended);
    }

    [Fact]
    public void Restart_AfterFailuresInARow_CountsAnew()
    {
        var play = Play("\"trials\": 100, \"maxFailures\": 1");
        play.Advance();
        play.End(0, TrialState.Failed);
        Assert.Equal(StopReason.Failures, play.Advance().Ended);

        play.Restart();

        Assert.Null(play.Advance().Ended);
    }

    [Fact]
    public void Restart_AfterAShareOfFailures_CountsAnew()
    {
        var play = Play("\"trials\": 100, \"maxFailures\": 0.4");
        for (var number = 0; !play.IsOver; number++)
        {
            play.Advance();
            if (!play.IsOver) play.End(number, number % 2 == 0 ? TrialState.Failed : TrialState.Complete);
        }

        Assert.Equal((StopReason.Failures, 10), (play.Study.StopReason, play.Study.Ended));
        play.Restart();

        for (var number = 10; number < 19; number++)
        {
            Assert.Null(play.Advance().Ended);
            play.End(number, TrialState.Failed);
        }

        Assert.Null(play.Advance().Ended);
        play.End(19, TrialState.Failed);
        Assert.Equal(StopReason.Failures, play.Advance().Ended);
    }

    [Fact]
    public void Restart_AfterAPlateau_CountsAnew()
    {
        var play = Play("\"trials\": 100, \"plateauTrials\": 5");
        for (var number = 0; !play.IsOver; number++)
        {
            play.Advance();
            if (!play.IsOver) play.Complete(number, 1);
        }

        Assert.Equal((StopReason.Plateau, 6), (play.Study.StopReason, play.Study.Ended));
        play.Restart();

        for (var number = 6; number < 11; number++)
        {
            Assert.Null(play.Advance().Ended);
            play.Complete(number, 1);
        }

        Assert.Equal(StopReason.Plateau, play.Advance().Ended);
    }

    [Theory]
    [InlineData("strict", 1)]
    [InlineData("strict", 2)]
    [InlineData("strict", 3)]
    [InlineData("expected", 2)]
    [InlineData("expected", 3)]
    public void Advance_ReportedCosts_StartsNoTrialThatIsKnownNotToFit(string policy, int parallelism)
    {
        var play = Play(
            $"\"trials\": 40, \"parallelism\": {parallelism}, \"budget\": {{\"limitUsd\": 1, \"reported\": true, \"policy\": "
            + $"\"{policy}\"}}", metered: false);
        while (play.Advance().Ended is null) play.Complete(play.Running.Min, 0, 300_000);

        Assert.Equal((StopReason.Budget, 900_000), (play.Study.StopReason, play.Study.Spent.Micro));
    }

    [Fact]
    public void RequestStop_AfterRunning_LetsThemEndAndStartsNothing()
    {
        var play = Play("\"trials\": 100, \"parallelism\": 2");
        play.Advance();
        play.Stop(StopMode.AfterRunning);
        Assert.Null(play.Study.Interruption);
        play.Complete(0, 1);
        Assert.Null(play.Advance().Ended);

        play.Stop();
        Assert.Equal("stopped", play.Study.Interruption);
        play.Stop(StopMode.AfterRunning);
        Assert.Equal("stopped", play.Study.Interruption);

        play.Complete(1, 1);
        Assert.Equal(StopReason.Requested, play.Advance().Ended);
        Assert.Equal(2, play.Trials.Count);
    }

    [Fact]
    public void RequestStop_WhileTrialsRun_StopsWithRequestedOnceTheyHaveEnded()
    {
        var play = Play("\"trials\": 100, \"parallelism\": 2");
        play.Advance();
        play.Stop();
        Assert.Equal("stopped", play.Study.Interruption);
        play.Complete(0, 1);
        Assert.Null(play.Advance().Ended);
        play.End(1, TrialState.Pruned);

        Assert.Equal(StopReason.Requested, play.Advance().Ended);
        Assert.Equal(2, play.Trials.Count);
    }

    [Fact]
    public void RequestStop_StudyThatEnds_KeepsItsReason()
    {
        var play = Play("\"trials\": 1");
        play.Advance();
        play.Complete(0, 1);
        play.Advance();
        play.Stop();
        Assert.Equal(StopReason.Trials, play.Study.StopReason);

        var late = Play("\"trials\": 9, \"timeoutSeconds\": 1");
        late.Advance();
        late.Now += TimeSpan.FromSeconds(2);
        late.Advance();
        late.Stop();
        Assert.Equal(StopReason.Timeout, late.Study.StopReason);
    }

    [Fact]
    public void Advance_Drained_StartsNothingAndStillTells()
    {
        var play = Play("\"trials\": 10, \"parallelism\": 2");
        Assert.Empty(play.Advance(drain: true).Start);
        Assert.Empty(play.Trials);
        play.Advance();
        play.Complete(0, 1);

        Assert.Empty(play.Advance(drain: true).Start);
        Assert.Equal(1, play.Study.Complete);
        Assert.Equal([2], play.Advance().Start);
    }

    [Fact]
    public void Restart_LostRun_StartsTheOpenTrialsAgain()
    {
        var play = Play("\"trials\": 10, \"parallelism\": 3");
        play.Advance();
        play.Record(1, TrialState.Complete);
        play.Restart();

        Assert.Equal(0, play.Study.Sequence);
        Assert.Equal([0, 2, 3], play.Advance().Start);
        Assert.Equal(1, play.Study.Complete);
    }

    [Fact]
    public void Restart_ExtendedStudy_GoesOnWhereItEnded()
    {
        var play = Play("\"trials\": 1");
        play.Advance();
        play.Complete(0, 1);
        play.Advance();
        play.Extend(new ExtendRequest { Trials = 2 });
        play.Restart();

        Assert.Equal([1], play.Advance().Start);
        Assert.Null(play.Study.EndedAt);
    }

    [Fact]
    public void Advance_MoreSlotsThanATransactionTakes_FillsThemInSeveral()
    {
        var play = new StudyPlay(Spec("\"trials\": 100, \"parallelism\": 7")) { MaxNewTrials = 3 };

        Assert.Equal((3, true), (play.Advance().Start.Count, play.Study.LastPlan!.More));
        Assert.Equal((3, true), (play.Advance().Start.Count, play.Study.LastPlan!.More));
        Assert.Equal((1, false), (play.Advance().Start.Count, play.Study.LastPlan!.More));
    }

    [Fact]
    public void Advance_SlotsFillTheTransactionExactly_HasNoMore()
    {
        var play = new StudyPlay(Spec("\"trials\": 3, \"parallelism\": 7")) { MaxNewTrials = 3 };

        Assert.False(play.Advance().More);
    }

    [Fact]
    public void Advance_Waves_StartNothingBeforeTheWholeWaveHasEnded()
    {
        var play = Play("\"trials\": 6, \"parallelism\": 3, \"waves\": true");
        Assert.Equal([0, 1, 2], play.Advance().Start);
        play.Complete(1, 1);
        play.Complete(0, 1);
        Assert.Empty(play.Advance().Start);
        play.Complete(2, 1);

        Assert.Equal([3, 4, 5], play.Advance().Start);
    }

    [Fact]
    public void Advance_EqualValuesToldInAnyOrder_KeepsTheEarliestAsTheBest()
    {
        var play = Play("\"trials\": 9, \"parallelism\": 3, \"plateauTrials\": 5");
        play.Advance();
        play.Complete(2, 1);
        play.Advance();
        play.Complete(0, 1);
        play.Advance();
        play.Complete(1, 1);
        play.Advance();

        Assert.Equal((0, 2), (play.Study.Best!.Number, play.Study.CompleteSinceBest));
    }

    [Fact]
    public void Advance_CostsAboveTheLimit_AreShownAsOverrun()
    {
        var play = new StudyPlay(Spec("\"trials\": 9, \"budget\": {\"limitUsd\": 1, \"reported\": true}")) { IsMetered = false };
        play.Advance();
        play.Complete(0, 1, 1_500_000);

        Assert.Equal(StopReason.Budget, play.Advance().Ended);
        Assert.Equal(500_000, play.Study.Ledger.Overrun.Micro);
    }

    [Fact]
    public void ExtendReservation_MoreThanIsFree_GrantsWhatIs()
    {
        var play = Play("\"trials\": 1, \"budget\": {\"limitUsd\": 1, \"usdPerTrial\": 0.3}");
        play.Advance();

        Assert.True(play.ExtendReservation(0, 500_000));
        Assert.True(play.ExtendReservation(0, 500_000));
        Assert.Equal(1_000_000, (play.Study.Open[0].Reserved).Micro);
        Assert.False(play.ExtendReservation(0, 1));
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    public void ExtendReservation_NothingToGrant_IsRefused(int number, long amount)
    {
        var play = Play("\"trials\": 1, \"budget\": {\"limitUsd\": 1, \"usdPerTrial\": 0.3}");
        play.Advance();

        Assert.False(play.ExtendReservation(number, amount));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Advance_OnlyDearPointsDoNotFit_PrunesSomeOfThemAndTriesOthers(int parallelism)
    {
        var play = Play(
            $"\"trials\": 400, \"parallelism\": {parallelism}, \"sampler\": \"random\", \"budget\": {{\"limitUsd\": 1, \"usdPerHour\": 1}}",
            metered: false);
        while (!play.IsOver)
        {
            play.Advance();
            // One ends at a time; how many points an advance may try in vain is checked at each.
            if (play.Running.Count > 0)
                play.Complete(play.Running.Min, 0, (long)(1_000 * Math.Exp(5 * play.Trials[play.Running.Min].Parameters["x"].AsDouble())));
        }

        Assert.Equal(StopReason.Budget, play.Study.StopReason);

        var misfits = play.Trials.Where(t => t.Outcome.Reason == "budget").ToList();
        Assert.NotEmpty(misfits);
        Assert.All(misfits, t => Assert.Equal((TrialState.Pruned, 0, 0L), (t.State, t.Attempt, t.Cost.Micro)));
        Assert.Contains(play.Trials, t => t.State == TrialState.Complete && t.Number > misfits[0].Number);
    }

    [Fact]
    public void Advance_CeilingsTakeAllTheMoney_WaitsInsteadOfGivingPointsUp()
    {
        // A trial may take 0.2 dollars by its timeout, and takes one or two cents.
        var play = Play(
            "\"trials\": 60, \"parallelism\": 4, \"sampler\": \"random\", \"trialTimeoutSeconds\": 720, \"gracePeriodSeconds\": 0, "
            + "\"budget\": {\"limitUsd\": 1, \"usdPerHour\": 1}");
        while (!play.IsOver)
        {
            play.Advance();
            if (play.Running.Count == 0) continue;
            Assert.InRange(play.Study.Ledger.Reserved.Micro, 1, 800_000);
            play.Complete(play.Running.Min, 0, (long)(11_000 * Math.Exp(0.6 * play.Trials[play.Running.Min].Parameters["x"].AsDouble())));
        }

        Assert.Equal((60, 0), (play.Study.Complete, play.Study.Pruned));
    }

    [Theory]
    [InlineData("strict", 200_000)]
    [InlineData("expected", 150_000)]
    public void Advance_Policy_SaysWhatIsSetAside(string policy, long reserved)
    {
        var play = Play(
            $"\"trials\": 60, \"parallelism\": 3, \"trialTimeoutSeconds\": 720, \"gracePeriodSeconds\": 0, \"budget\": {{\"limitUsd\": 1, "
            + $"\"usdPerHour\": 1, \"expectedUsd\": 0.15, \"policy\": \"{policy}\"}}");
        play.Advance();

        Assert.Equal([reserved, reserved, reserved], play.Study.Open.Select(o => o.Reserved.Micro));
    }

    [Fact]
    public void Advance_TheMostDoesNotFitButTheExpectedDoes_SetsAsideWhatIsLeft()
    {
        var play = Play(
            "\"trials\": 60, \"parallelism\": 3, \"trialTimeoutSeconds\": 1800, \"gracePeriodSeconds\": 0, \"budget\": {\"limitUsd\": 1, "
            + "\"usdPerHour\": 1.2, \"expectedUsd\": 0.15}");
        play.Advance();
        Assert.Equal([600_000, 400_000], play.Study.Open.Select(o => o.Reserved.Micro));
        play.Complete(0, 1, 100_000);
        play.Advance();

        Assert.Equal([400_000, 500_000], play.Study.Open.Select(o => o.Reserved.Micro));
        Assert.Equal(0, play.Study.Pruned);
    }

    private static StudyPlay Play(string members, bool metered = true) => new(Spec(members)) { IsMetered = metered };

    private static StudySpec Spec(string members) => StudyFile.Spec(StudyFile.With(members));
}
