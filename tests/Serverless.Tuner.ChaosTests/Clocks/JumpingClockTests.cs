using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.ChaosTests.Studies;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.ChaosTests.Clocks;

/// <summary>The clock jumps by hours, forward over heartbeats and retries and back again, while the sweep looks for lost workers.</summary>
public sealed class JumpingClockTests(SharedAzurite azurite, ITestOutputHelper output)
{
    public static TheoryData<int, bool> Cases => Suite.IsLong ? new() { { 1, false }, { 2, false }, { 3, true }, { 4, true } } : new()
    {
        { 1, false }, { 3, true },
    };

    [Theory, MemberData(nameof(Cases))]
    public async Task Study_ClockJumpsByHours_NothingLostNothingToldTwiceMoneyRight(int seed, bool isSuspended)
    {
        var trials = Suite.IsLong ? 200 : 40;
        var name = $"clock-{seed}";
        using var clock = new JumpingTimeProvider(isSuspended);
        var objective = new ChaosObjective(TimeSpan.FromMilliseconds(80));
        await using var app = await ChaosApp.StartAsync(
            azurite.Process.ConnectionString, services =>
                services.AddSingleton(new NamedObjective(ChaosObjective.Name, objective)).AddSingleton<TimeProvider>(clock));
        var tables = new Tables(azurite.Process);
        var (random, jumps, told) = (new Random(seed), 0, 0);

        // A trial that a suspended machine slept through has cost hours: there must be money for all of them.
        await app.StartStudyAsync(Suite.Study(name, trials, parallelism: 4, seed, limitUsd: 1_000_000));
        await tables.UntilEndedAsync(name, meanwhile: JumpAsync);

        var (study, rows) = await tables.CheckEndedAsync(name, trials);
        Assert.True(jumps > 3, $"there were only {jumps} jumps");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"chaos: {(isSuspended ? "suspended machine" : "wall clock set")}, seed {seed}: {jumps} jumps, ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{objective.Evaluations} evaluations of {trials} trials, {rows.Sum(t => t.Losses)} taken over, ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{study.Complete} complete, {study.Pruned} pruned, {study.Failed} failed, {study.Spent.Usd:F6} USD spent"));

        async Task JumpAsync()
        {
            if (await tables.StudyRowAsync(name) is not { } row) return;
            CheckMoney(row);
            // A jump for every third trial; forward more than back, so that what waits for a time comes to it.
            if (Tables.Told(row) is var now && now < told + 3 && random.Next(20) > 0) return;
            told = now;
            jumps++;
            clock.Jump(random.Next(3) > 0 ? TimeSpan.FromHours(5 * random.NextDouble()) : TimeSpan.FromHours(-4 * random.NextDouble()));
            await app.SweepAsync();
        }
    }

    private static void CheckMoney(Azure.Data.Tables.TableEntity row) =>
        Assert.True(
            row.GetInt64("SpentMicroUsd") + row.GetInt64("ReservedMicroUsd") <= row.GetInt64("LimitMicroUsd"), "the limit was passed");
}
