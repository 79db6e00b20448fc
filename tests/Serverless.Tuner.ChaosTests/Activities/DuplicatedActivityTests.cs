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
            services => services.AddSingleton<IObjective>(objective).AddSingleton(duplicates).AddSingleton<AdvanceDetour>(AdvanceTwiceAsync),
            replaced: new Dictionary<Type, Type> { [typeof(AdvanceStudy)] = typeof(ReplacedAdvance), [typeof(EvaluateTrial)] = typeof(DuplicatedEvaluation) });
        var tables = new Tables(azurite.Process);

        await app.StartStudyAsync(Suite.Study(name, trials, parallelism: 6, seed, waves ? ""","waves":true""" : ""));
        await tables.UntilEndedAsync(name);
        await duplicates.SettleAsync();

        var (_, rows) = await tables.CheckEndedAsync(name, trials);
        Assert.All(answers.Plans, plans => Assert.Single(plans.Distinct()));
        Assert.All(rows.Where(t => ChaosObjective.Fails(t.Number)), t => Assert.Equal(TrialState.Failed, t.State));
        // A trial that was taken over again and again is given up; no other fails.
        var lost = rows.Where(t => t.State == TrialState.Failed && !ChaosObjective.Fails(t.Number)).ToList();
        Assert.All(lost, t => Assert.StartsWith("its worker was lost", t.Reason, StringComparison.Ordinal));
        // Otherwise nothing was run twice while it ran.
        Assert.True(rows.Sum(t => t.Losses) > 0, "no evaluation was ever taken over");
        output.WriteLine(
            $"chaos: duplicated activities, seed {seed}: {duplicates.Activities} activities twice, {objective.Evaluations} evaluations of {trials} trials, "
            + $"{rows.Sum(t => t.Losses)} taken over, {lost.Count} given up for that");

        Task<AdvanceReply> AdvanceTwiceAsync(AdvanceRequest request, Func<Task<AdvanceReply>> advance) => duplicates.RunAsync(async () =>
        {
            var reply = await advance();
            answers.Add(request, reply);
            return reply;
        });
    }
}
