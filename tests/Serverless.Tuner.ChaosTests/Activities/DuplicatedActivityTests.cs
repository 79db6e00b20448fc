using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.ChaosTests.Studies;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.ChaosTests.Activities;

/// <summary>Every activity runs twice - at once, one after the other, or again when the study has long gone on - and answers overtake each other.</summary>
public sealed class DuplicatedActivityTests(SharedAzurite azurite, ITestOutputHelper output)
{
    public static TheoryData<int, bool> Cases => Suite.IsLong ? new() { { 1, false }, { 2, false }, { 3, false }, { 4, true }, { 5, true } } : new() { { 1, false }, { 2, true } };

    [Theory, MemberData(nameof(Cases))]
    public async Task Study_EveryActivityTwiceInAnyOrder_NothingLostAndNothingToldTwice(int seed, bool waves)
    {
        var trials = Suite.IsLong ? 150 : 30;
        var name = $"duplicated-{seed}";
        var (duplicates, answers) = (new Duplicates(seed), new AdvanceAnswers());
        var objective = new ChaosObjective(TimeSpan.FromMilliseconds(60));
        await using var app = await ChaosApp.StartAsync(
            azurite.Process.ConnectionString,
            $"duplicated{seed}history",
            services => services.AddSingleton<IObjective>(objective).AddSingleton(duplicates).AddSingleton(answers),
            replaced: new Dictionary<Type, Type> { [typeof(AdvanceStudy)] = typeof(DuplicatedAdvance), [typeof(EvaluateTrial)] = typeof(DuplicatedEvaluation) });
        var tables = new Tables(azurite.Process);

        await app.StartStudyAsync(Suite.Study(name, trials, parallelism: 6, seed, waves ? ""","waves":true""" : ""));
        await tables.UntilEndedAsync(name);
        await duplicates.SettleAsync();

        var (study, rows) = await tables.CheckEndedAsync(name, trials);
        Assert.All(answers.Plans, plans => Assert.Single(plans.Distinct()));
        var lost = rows.Count(t => t.Reason is { } reason && reason.StartsWith("its worker was lost", StringComparison.Ordinal));
        Assert.Equal(rows.Count(t => ChaosObjective.Fails(t.Number)) + rows.Count(t => !ChaosObjective.Fails(t.Number) && t.State == TrialState.Failed), study.Failed);
        // Otherwise nothing was run twice while it ran.
        Assert.True(rows.Sum(t => t.Losses) > 0, "no evaluation was ever taken over");
        output.WriteLine(
            $"chaos: duplicated activities, seed {seed}: {duplicates.Activities} activities twice, {objective.Evaluations} evaluations of {trials} trials, "
            + $"{rows.Sum(t => t.Losses)} taken over, {lost} given up for that");
    }
}
