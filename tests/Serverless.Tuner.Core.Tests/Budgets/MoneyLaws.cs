using System.Collections.Concurrent;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.Budgets;

/// <summary>No order of events makes a study exceed its limit, forget what it spent, or keep
/// what it set aside; what holds at every step is checked in <see cref="StudyPlay"/>.</summary>
public sealed class MoneyLaws
{
    private const int Plays = 10_000;

    [Fact]
    public void AnyInterleaving_SpentAndReservedStayWithinTheLimitAndAddUp()
    {
        var seen = new ConcurrentDictionary<string, int>();
        Parallel.For(0, Plays, seed =>
        {
            var random = new Random(seed);
            var spec = RandomSpec(random);
            var play = new MoneyPlay(spec, random);
            try
            {
                for (var step = 0; step < 30 + (6 * spec.Trials); step++) play.Step();
                play.Finish();
                Assert.Equal(Money.Sum(play.Trials.Select(t => t.Cost)), play.Study.Spent);
                Assert.Equal(0, play.Study.Ledger.Reserved.Micro);
                Assert.Equal(Money.Zero, Money.Sum(play.Trials.Select(t => t.Reported)));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}, {StudyFile.ToJson(spec.Budget)}: {e.Message}", e);
            }

            Count("plays", 1);
            Count("trials", play.Trials.Count);
            Count("lost", play.Trials.Sum(t => t.Losses));
            Count("retried", play.Trials.Sum(t => t.Failures));
            Count("pruned for cost", play.Study.PrunedForBudget);
            Count(play.Study.StopReason.ToString()!, 1);
            Count($"{spec.Budget!.Policy}", 1);
            if (play.Study.Ledger.Overrun > Money.Zero) Count("overrun", 1);
        });

        TestContext.Current.TestOutputHelper?.WriteLine(
            "money: " + string.Join(", ", seen.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Value} {s.Key}")));
        // Everything has happened, and often.
        Assert.All(
            new[] { "lost", "retried", "pruned for cost", "Trials", "Budget", "Strict", "Expected", "overrun" },
            what => Assert.InRange(seen.GetValueOrDefault(what), 400, int.MaxValue));

        void Count(string what, int count) => seen.AddOrUpdate(what, count, (_, sum) => sum + count);
    }

    private static StudySpec RandomSpec(Random random)
    {
        // Few are long: all states of the ledger are reached with some trials, and a play takes as long as it has.
        var trials = 1 + (int)(64 * Math.Pow(random.NextDouble(), 4));
        var meters = random.Next(1, 32);
        return StudyFile.Spec(StudyFile.With("\"searchSpace\": {\"x\": [0, 1]}")) with
        {
            Seed = random.Next(),
            Sampler = new SamplerSpec { Type = "random" },
            Trials = trials,
            Parallelism = random.Next(1, Math.Min(trials, 12) + 1),
            Waves = random.Next(4) == 0,
            TrialTimeoutSeconds = random.Next(2) == 0 ? random.Next(5, 60) : null,
            Budget = new BudgetSpec
            {
                LimitUsd = random.Next(1, 2_000 * trials) / 100_000m,
                UsdPerHour = (meters & 1) > 0 ? random.Next(1, 40) : null,
                UsdPerTrial = (meters & 2) > 0 ? random.Next(1, 1_000) / 99_999m : null,
                Functions = (meters & 4) > 0
                    ? new FunctionsMeterSpec
                    {
                        MemoryGb = random.Next(1, 3_000) / 1_000m,
                        UsdPerGbSecond = random.Next(1, 3_000) / 1_000_000m,
                    }
                    : null,
                Reported = (meters & 8) > 0,
                Flex = (meters & 16) > 0 ? new FlexMeterSpec { UsdPerGbSecond = random.Next(1, 3_000) / 1_000_000m } : null,
                ExpectedUsd = random.Next(3) == 0 ? 0.00001m : null,
                Policy = random.Next(2) == 0 ? BudgetPolicy.Strict : BudgetPolicy.Expected,
            },
        };
    }
}
