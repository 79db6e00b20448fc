using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.ChaosTests.Activities;
using Serverless.Tuner.ChaosTests.Studies;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.EmbeddedHost.Durable;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.ChaosTests.Golden;

/// <summary>Makes the golden histories: real studies on the embedded host
/// and Azurite. Run by name only; see docs/golden-histories.md.</summary>
public sealed class GoldenRecordings(SharedAzurite azurite, ITestOutputHelper output)
{
    /// <summary>What is recorded, by the name of its file.</summary>
    internal static IReadOnlyDictionary<string, GoldenScript> All { get; } = new Dictionary<string, GoldenScript>
    {
        ["waves"] = new(Study("waves", trials: 7, parallelism: 3, more: ""","waves":true""")),
        ["slots"] = new(Study("slots", trials: 9, parallelism: 3)),
        ["retried-trial"] = new(Study("retried-trial", trials: 7, parallelism: 2)),
        ["failed-activity"] = new(Study("failed-activity", trials: 4, parallelism: 2)) { Advance = () => new FailingAdvance().RunAsync },
        ["wake"] = new(Study("wake", trials: 6, parallelism: 2))
        {
            Meanwhile = async (app, study) =>
            {
                // A trial that is taken for lost, and then a stop.
                await app.Services.GetRequiredService<StudyStarter>()
                    .WakeAsync(app.DurableClient, study, study.Open[0].Number, CancellationToken.None);
                await app.Client.StopStudyAsync(study.Name);
            },
        },
        ["deadline"] = new(Study("deadline", trials: 50, parallelism: 2, more: ""","timeoutSeconds":1""")) { Work = TimeSpan.FromSeconds(20) },
        ["continue-as-new"] = new(Study("continue-as-new", trials: 130, parallelism: 20, more: ""","waves":true""")) { Work = TimeSpan.Zero },
    };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Writes the histories that are missing; one that is there stays,
    /// for it is what running studies may have been begun with.</summary>
    [Theory(Explicit = true), MemberData(nameof(Names))]
    public async Task Record(string name)
    {
        var file = Path.Combine(GoldenHistoryTests.Folder, name + ".json");
        Assert.SkipWhen(
            File.Exists(file), $"{file} is there already: delete it first, if no study can be running any more that was begun with it.");
        var script = All[name];
        var steps = new List<RecordedStep>();
        await using var app = await ChaosApp.StartAsync(
            azurite.Process.ConnectionString,
            services =>
            {
                services.AddSingleton(new NamedObjective(ChaosObjective.Name, new ChaosObjective(script.Work)));
                if (script.Advance is { } create) services.AddSingleton(create());
            },
            options => options with { StepRecorded = steps.Add },
            replaced: script.Advance is null ? null : new Dictionary<Type, Type> { [typeof(AdvanceStudy)] = typeof(ReplacedAdvance) });
        var tables = new Tables(azurite.Process);

        await app.StartStudyAsync(script.Study);
        if (script.Meanwhile is { } meanwhile)
        {
            await tables.UntilAsync(name, row => row.GetInt32("NextNumber") > 2);
            await meanwhile(app, (await tables.ReadAsync(name)).Study);
        }

        await tables.UntilEndedAsync(name);
        await app.UntilOrchestrationEndsAsync(name, (await tables.ReadAsync(name)).Study.Run);

        var history = GoldenHistory.Of(steps);
        await GoldenReplay.RunAsync(history, typeof(StudyOrchestration));
        await File.WriteAllTextAsync(file, history.ToString());
        output.WriteLine(
            $"{file}: {string.Join(" + ", history.Generations.Select(g => g.Sum(s => s.Arrived.Count + s.Asked.Count)))} events");
    }

    private static string Study(string name, int trials, int parallelism, string more = "") =>
        $$"""{"name":"{{name}}","objective":"chaos","sampler":"random","trials":{{trials}},"parallelism":{{parallelism}}{{more}}}""";
}
