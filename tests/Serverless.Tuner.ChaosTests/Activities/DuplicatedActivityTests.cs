using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.ChaosTests.Studies;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.ChaosTests.Activities;

/// <summary>Every activity runs twice - at once, one after the other, or again
/// when the study has long gone on - and answers overtake each other.</summary>
public sealed class DuplicatedActivityTests(SharedAzurite azurite, ITestOutputHelper output)
{
    public static TheoryData<int, bool> Cases =>
        Suite.IsLong ? new() { { 1, false }, { 2, false }, { 3, false }, { 4, true }, { 5, true } } : new()
    {
        { 1, false }, { 2, true },
    };

    [Theory, MemberData(nameof(Cases))]
    public async Task Study_EveryActivityTwiceInAnyOrder_NothingLostAndNothingToldTwice(int seed, bool waves)
    {
        var trials = Suite.IsLong ? 150 : 30;
        var name = $"duplicated-{seed}";
        var (duplicates, answers) = (new Duplicates(seed), new AdvanceAnswers());
        var objective = new ChaosObjective(TimeSpan.FromMilliseconds(60));
        await using var app = await ChaosApp.StartAsync(
            azurite.Process.ConnectionString,
            services =>
                services.AddSingleton(new NamedObjective(ChaosObjective.Name, objective))
                    .AddSingleton(duplicates).AddSingleton<AdvanceDetour>(AdvanceTwiceAsync),
            replaced: new Dictionary<Type, Type>
            {
                [typeof(AdvanceStudy)] = typeof(ReplacedAdvance),
                [typeof(EvaluateTrial)] = typeof(DuplicatedEvaluation)
            });
        var tables = new Tables(azurite.Process);

        await app.StartStudyAsync(Suite.Study(name, trials, parallelism: 6, seed, waves ? ""","waves":true""" : ""));
        await tables.UntilEndedAsync(name);
        await duplicates.SettleAsync();

        var (_, rows) = await tables.CheckEndedAsync(name, trials);
        Assert.All(answers.Plans, plans => Assert.Single(plans.Distinct()));
        Assert.All(rows.Where(t => ChaosObjective.Fails(t.Number)), t => Assert.Equal(TrialState.Failed, t.State));
        // Nothing was run twice while it ran, and nothing again but what had failed.
        Assert.All(rows, t => Assert.Equal((0, t.Failures + (t.State == TrialState.Failed ? 0 : 1)), (t.Losses, t.Attempt)));
        Assert.All(rows.Where(t => !ChaosObjective.Fails(t.Number)), t => Assert.Equal(TrialState.Complete, t.State));
        Assert.Equal(rows.Sum(t => t.Attempt), objective.Evaluations);
        Assert.True(objective.Most == 1, "an evaluation was begun while another of its trial ran");
        Assert.True(duplicates.Activities > trials, "nothing was run twice");
        output.WriteLine(
            $"chaos: duplicated activities, seed {seed}: {duplicates.Activities} activities twice, {objective.Evaluations} evaluations of "
            + $"{trials} trials, "
            + $"{rows.Sum(t => t.Failures)} failed");

        Task<AdvanceReply> AdvanceTwiceAsync(AdvanceRequest request, Func<Task<AdvanceReply>> advance) => duplicates.RunAsync(async () =>
        {
            var reply = await advance();
            answers.Add(request, reply);
            return reply;
        });
    }
}
