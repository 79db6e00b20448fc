using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Studies;

/// <summary>Random histories; what holds at every step is checked in <see cref="StudyPlay"/>.</summary>
public sealed class StudyMachineLaws
{
    [Fact]
    public void Advance_AnyHistory_KeepsItsLaws()
    {
        var reasons = new HashSet<StopReason?>();
        Laws.HoldForSeeds(
            seed =>
            {
                var random = new Random(seed);
                var (spec, isMetered) = RandomSpec(random);
                var play = new StudyPlay(spec) { IsMetered = isMetered, MaxNewTrials = random.Next(3) == 0 ? random.Next(1, 30) : 99 };
                for (var step = 0; step < 150; step++) Step(play, random);
                Finish(play, random);
                reasons.Add(play.Study.StopReason);
            },
            tests: 500);

        // All but those that need a length of history or a value that is seldom reached have been seen; each has its own test too.
        Assert.True(reasons.Count >= 5, string.Join(", ", reasons));
    }

    [Theory]
    [InlineData("random", false)]
    [InlineData("tpe", false)]
    [InlineData("tpe", true)]
    public void Advance_SameOrderOfTells_GivesTheSameTrialsWheneverTheirRowsEnd(string sampler, bool waves) => Laws.HoldForSeeds(
        seed =>
        {
            var spec = Spec(seed, sampler, waves, parallelism: 4, trials: 24);
            Assert.Equal(Told(spec, seed, recordAtOnce: false), Told(spec, seed, recordAtOnce: true));
        },
        tests: 20);

    [Theory]
    [InlineData("random", 99)]
    [InlineData("tpe", 99)]
    [InlineData("tpe", 3)]
    public void Advance_Waves_GivesTheSameTrialsWhateverTheOrderOfEndings(string sampler, int maxNewTrials) => Laws.HoldForSeeds(
        seed =>
        {
            var spec = Spec(seed, sampler, waves: true, parallelism: 8, trials: 30);
            var ascending = Points(spec, maxNewTrials, running => running.Min);
            var random = new Random(seed);
            Assert.Equal(ascending, Points(spec, maxNewTrials, running => running.Max));
            Assert.Equal(ascending, Points(spec, maxNewTrials, running => running.ElementAt(random.Next(running.Count))));
            Assert.Equal(30, ascending.Count);
        },
        tests: 20);

    private static void Step(StudyPlay play, Random random)
    {
        play.Now += TimeSpan.FromSeconds(random.Next(20));
        if (play.IsOver)
        {
            if (random.Next(4) != 0) return;
            play.Extend(
                new ExtendRequest
                {
                    Trials = play.Study.Spec.Trials + random.Next(3),
                    LimitUsd = play.Study.Spec.Budget?.LimitUsd + random.Next(2)
                });
            play.Restart();
            return;
        }

        switch (random.Next(24))
        {
            case < 7: play.Advance(); break;
            case < 14 when play.Running.Count > 0: EndOne(play, random, Pick(play.Running, random), isNoticed: random.Next(4) > 0); break;
            case < 17 when play.Study.Open.Count > 0:
                play.ExtendReservation(
                play.Study.Open[random.Next(play.Study.Open.Count)].Number, random.Next(-1, 200_000)); break;
            case 17: play.Advance(drain: true); break;
            case 18 when random.Next(8) == 0: play.Stop(); break;
            case 19 when random.Next(4) == 0: play.Restart(); break;
            case 19 when random.Next(4) == 0: play.FailRun("refused"); break;
            case 19: play.ExtendReservation(play.Study.NextNumber, 1_000); break;
            case 20 when random.Next(4) == 0: play.Pause(); break;
            case 20 or 21: play.Resume(); break;
            case 22: play.Cancel(random.Next(play.Study.NextNumber + 1)); break;
            case 23 when play.Trials.Count > 0: play.Retry(random.Next(play.Trials.Count), $"{random.Next(3)}"); break;
        }
    }

    /// <summary>Lets every open trial end; then the study must.</summary>
    private static void Finish(StudyPlay play, Random random)
    {
        if (play.Study.IsPaused && random.Next(2) == 0) play.Stop();
        else if (play.Study.IsPaused) play.Resume();
        for (var rounds = 0; !play.IsOver; rounds++)
        {
            Assert.True(rounds < 10_000, "the study does not end");
            foreach (var number in play.Running.ToList()) EndOne(play, random, number, isNoticed: true);
            play.Advance();
        }

        Assert.Equal(play.Study.Ended, play.Trials.Count(t => t.HasEnded));
        Assert.Equal(0, play.Study.Ledger.Reserved.Micro);
    }

    private static void EndOne(StudyPlay play, Random random, int number, bool isNoticed)
    {
        if (!play.Trials[number].HasEnded)
        {
            var reserved = play.Study.Open.Single(o => o.Number == number).Reserved.Micro;
            var most = play.Study.Ledger.Limit is null ? 1_000 : play.IsMetered ? reserved : (2 * reserved) + 5_000;
            var isCancelled = play.Study.InterruptionOf(number) == TrialOutcome.CancelledReason;
            var state = isCancelled ? TrialState.Pruned : random.Next(10) switch
            {
                < 7 => TrialState.Complete,
                7 => TrialState.Failed,
                _ => TrialState.Pruned,
            };
            // Few different values, so that some are equal.
            play.Record(
                number, state, random.NextInt64(most + 1), random.Next(50),
                play.Study.Spec.Constraints is null ? null : random.Next(-1, 2));
        }

        if (isNoticed) play.Running.Remove(number);
    }

    private static (StudySpec Spec, bool IsMetered) RandomSpec(Random random)
    {
        var budget = random.Next(4) switch
        {
            0 => null,
            1 => new BudgetSpec { LimitUsd = random.Next(1, 100) / 10m, UsdPerHour = 2 },
            2 => new BudgetSpec { LimitUsd = random.Next(1, 100) / 10m, UsdPerTrial = 0.25m },
            _ => new BudgetSpec { LimitUsd = random.Next(1, 100) / 10m },
        };
        var spec = Spec(
            random.Next(), random.Next(8) == 0 ? "tpe" : "random", random.Next(2) == 0, random.Next(1, 12), random.Next(1, 60)) with
        {
            Directions = [random.Next(2) == 0 ? Direction.Minimize : Direction.Maximize],
            Budget = budget,
            Constraints = random.Next(2) == 0 ? ["c"] : null,
            Target = random.Next(8) == 0 ? 25 : null,
            PlateauTrials = random.Next(6) == 0 ? 10 : null,
            MaxFailures = random.Next(6) == 0 ? 3 : null,
            TimeoutSeconds = random.Next(6) == 0 ? 600 : null,
        };
        return (spec, budget is { UsdPerHour: not null } or { UsdPerTrial: not null });
    }

    private static StudySpec Spec(int seed, string sampler, bool waves, int parallelism, int trials) => StudyFile.Spec(StudyFile.With(
        """
        "searchSpace": {"x": [-5, 5], "n": [1, 64, "int", "log"], "k": {"categorical": ["a", "b"]}, "y": {"uniform": [0, 1], "when": {"k": "b"}}}
        """)) with
    {
        Seed = seed,
        Sampler = sampler == "random" ? new SamplerSpec { Type = sampler }
            : SamplerSpec.Of(sampler, ("nStartupTrials", ParameterValue.Of(4)), ("nCandidates", ParameterValue.Of(8))),
        Waves = waves,
        Parallelism = parallelism,
        Trials = trials,
        Budget = new BudgetSpec { LimitUsd = 0.8m, UsdPerHour = 1 },
    };

    /// <summary>All trials as JSON; which one is noticed next depends on the
    /// seed only, while rows have their outcome early or late.</summary>
    private static string Told(StudySpec spec, int seed, bool recordAtOnce)
    {
        var random = new Random(seed);
        var play = new StudyPlay(spec);
        play.AdvanceFully();
        while (!play.IsOver)
        {
            if (recordAtOnce)
                foreach (var n in play.Running) Record(play, n);
            var number = Pick(play.Running, random);
            Record(play, number);
            play.Running.Remove(number);
            play.AdvanceFully();
        }

        return StudyFile.ToJson(play.Trials);
    }

    private static List<string> Points(StudySpec spec, int maxNewTrials, Func<SortedSet<int>, int> next)
    {
        var play = new StudyPlay(spec with { Budget = null }) { MaxNewTrials = maxNewTrials };
        play.AdvanceFully();
        while (!play.IsOver)
        {
            // A wave is as wide as the slots, however many transactions it took.
            if (play.Study.Ended % spec.Parallelism == 0)
                Assert.Equal(Math.Min(spec.Parallelism, spec.Trials - play.Study.Ended), play.Running.Count);
            var number = next(play.Running);
            Record(play, number);
            play.Running.Remove(number);
            play.AdvanceFully();
        }

        return [.. play.Trials.Select(t => StudyFile.ToJson(t.Parameters))];
    }

    private static int Pick(SortedSet<int> running, Random random) => running.ElementAt(random.Next(running.Count));

    private static void Record(StudyPlay play, int number)
    {
        var x = play.Trials[number].Parameters["x"].AsDouble();
        var reserved = play.Study.Open.Single(o => o.Number == number).Reserved.Micro;
        play.Record(number, number % 7 == 3 ? TrialState.Failed : TrialState.Complete, Math.Min(reserved, 20_000 + (number * 100)), x * x);
    }
}
