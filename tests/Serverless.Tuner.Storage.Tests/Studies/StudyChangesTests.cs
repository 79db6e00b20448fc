using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>Whoever asks for what has changed of a study knows it in the end as its rows are, whichever process answers.</summary>
public sealed class StudyChangesTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    private readonly Dictionary<int, Trial> _known = [];
    private StudyMark _mark = StudyMark.Start;

    [Theory, InlineData(1), InlineData(3)]
    public async Task Changes_AfterEachStepOfTrials_LeaveNothingOut(int processes)
    {
        TunerProcess[] observers = [.. Enumerable.Range(0, processes).Select(_ => NewProcess())];
        var (worker, turn) = (observers[0], 0);
        var study = await CreateAsync(worker, Specs.Small(Name, trials: 40, parallelism: 4));
        var (sequence, leases) = (1, new Dictionary<int, TrialLease>());
        await worker.AdvanceAsync(study, sequence);
        await LookAsync();
        var random = new Random(7);
        for (var step = 0; step < 60; step++)
        {
            var now = (await worker.Store.FindWithTrialsAsync(Name, CancellationToken.None))!.Value;
            var running = now.Study.Open.Select(o => o.Number).Where(n => !now.Trials[n].HasEnded).ToArray();
            if (running.Length == 0 || random.Next(4) == 0)
            {
                await worker.AdvanceAsync(study, ++sequence, running);
            }
            else
            {
                var number = running[random.Next(running.Length)];
                // The lowest stays open, so that what has ended lies between those that run.
                if (number == 0 && leases.ContainsKey(0)) continue;
                if (!leases.TryGetValue(number, out var lease))
                {
                    leases[number] = await worker.LeaseAsync(study, number, $"claim-{number}");
                }
                else if (random.Next(3) == 0)
                {
                    await lease.EndAsync(Outcomes.Complete(step), Money.Zero, CancellationToken.None);
                }
                else
                {
                    lease.Reports.Add(new Report(step, step, null));
                    await lease.FlushAsync(CancellationToken.None);
                }
            }

            if (random.Next(3) > 0) await LookAsync();
        }

        await LookAsync();

        async Task LookAsync()
        {
            // Two looks of different processes, so that one has heard nothing of what the other told.
            foreach (var _ in observers)
            {
                var changes = await ChangesAsync(observers[turn++ % observers.Length]);
                var (_, rows) = (await NewProcess().Store.FindWithTrialsAsync(Name, CancellationToken.None))!.Value;
                Assert.Equal(rows.Select(Shown), _known.OrderBy(t => t.Key).Select(t => Shown(t.Value)));
                Assert.False(changes.IsCut);
            }
        }
    }

    /// <summary>A page that is opened asks for several things of a study at once, of a host that may have read nothing of it yet.</summary>
    [Fact]
    public async Task Trials_ManyThatAreNotKnown_AreReadOnceForAllWhoAsk()
    {
        const int Many = 2_300;
        var worker = NewProcess();
        var study = await CreateAsync(worker, Specs.Small(Name, trials: Many, parallelism: Many));
        var open = new List<int>();
        for (var sequence = 1; open.Count < Many; sequence++) open.AddRange((await worker.AdvanceAsync(study, sequence, open)).Plan.Start);
        foreach (var batch in open.Chunk(100)) await EndAsync(batch);
        var observer = NewProcess();

        var seen = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => observer.Observer.TrialsAsync(Name, CancellationToken.None)));

        Assert.All(seen, trials => Assert.Equal(open, trials!.Select(t => t.Number)));
        Assert.InRange(observer.Log.Requests.Count(r => r.Contains("$filter", StringComparison.Ordinal)), 3, 4);

        Task EndAsync(int[] numbers) => Table.SubmitTransactionAsync(numbers.Select(number => new TableTransactionAction(
            TableTransactionActionType.UpdateMerge,
            new TableEntity(Name, $"trial|{number:D10}") { ["State"] = "Pruned", ["EndedAt"] = Clock.GetUtcNow() })));
    }

    [Fact]
    public async Task Changes_WhenNothingHas_AreNoneAndHaveTheSameVersionInEveryProcess()
    {
        var worker = NewProcess();
        var study = await CreateAsync(worker, Specs.Small(Name, trials: 40, parallelism: 3));
        await worker.AdvanceAsync(study, 1);
        await worker.CompleteAsync(study, 1);
        using var lease = await worker.LeaseAsync(study, 0, "held");
        var first = await ChangesAsync(worker);

        var again = await ChangesAsync(worker);
        Assert.Empty(again.Trials);
        Assert.Equal(first.Mark, again.Mark);
        Assert.Equal(first.Mark.Version, (await ChangesAsync(NewProcess())).Mark.Version);

        await lease.HeartbeatAsync(CancellationToken.None);
        var beat = await ChangesAsync(worker);
        Assert.NotEqual(first.Mark.Version, beat.Mark.Version);
        await worker.AdvanceAsync(study, 2, 0, 2);
        Assert.NotEqual(beat.Mark.Version, (await ChangesAsync(worker)).Mark.Version);
    }

    [Fact]
    public async Task Changes_OfMoreTrialsThanAnAnswerTells_ComeOneAfterTheOther()
    {
        var worker = NewProcess();
        var study = await CreateAsync(worker, Specs.Small(Name, trials: 40, parallelism: 7));
        await worker.AdvanceAsync(study, 1);
        var sizes = new List<int>();
        StudyChanges changes;
        do
        {
            changes = await ChangesAsync(sizes.Count == 1 ? NewProcess() : worker, most: 3);
            sizes.Add(changes.Trials.Count);
        }
        while (changes.IsCut);

        Assert.Equal(7, _known.Count);
        Assert.All(sizes, size => Assert.InRange(size, 1, 3));
    }

    [Fact]
    public async Task Changes_OfAnotherStudyOfTheName_AreThoseOfTheWholeStudy()
    {
        var worker = NewProcess();
        var study = await CreateAsync(worker, Specs.Small(Name, trials: 40, parallelism: 4));
        await worker.AdvanceAsync(study, 1);
        Assert.True((await ChangesAsync(worker)).IsAsked);
        await NewProcess().Store.DeleteAsync(Name, CancellationToken.None);
        Clock.Advance(TimeSpan.FromSeconds(1));
        var next = await CreateAsync(NewProcess(), Specs.Small(Name, trials: 40, parallelism: 2));
        await NewProcess().AdvanceAsync(next, 1);

        var changes = await ChangesAsync(worker);

        Assert.True(changes.IsAsked);
        Assert.Equal((next.Id, 2), (changes.Study.Id, changes.Trials.Count));
        Assert.False((await ChangesAsync(worker)).IsAsked);
        await worker.Store.ExtendAsync(Name, new ExtendRequest { Trials = 50 }, CancellationToken.None);
        Assert.True((await ChangesAsync(worker)).IsAsked);
    }

    [Fact]
    public async Task Changes_OfALongStudy_AskTheStorageForWhatCanHaveChangedAlone()
    {
        var worker = NewProcess();
        var study = await CreateAsync(worker, Specs.Small(Name, trials: 400, parallelism: 50));
        for (var sequence = 1; sequence <= 5; sequence++)
        {
            var running = sequence == 1 ? [] : new[] { 0 };
            await worker.AdvanceAsync(study, sequence, running);
            var now = (await worker.Store.FindAsync(Name, CancellationToken.None))!;
            foreach (var open in now.Open.Where(o => o.Number > 0)) await worker.CompleteAsync(study, open.Number);
        }

        await ChangesAsync(worker);
        var before = worker.Log.Requests.Count;
        await ChangesAsync(worker);

        // The study, the trial that runs, and those that have ended and of which the study has not been told.
        Assert.InRange(worker.Log.Requests.Count - before, 1, 3);
    }

    private async Task<StudyChanges> ChangesAsync(TunerProcess process, int most = 1_000)
    {
        var changes = (await process.Observer.ChangesAsync(Name, _mark, most, CancellationToken.None))!;
        foreach (var trial in changes.Trials) _known[trial.Number] = trial;
        _mark = changes.Mark;
        return changes;
    }

    private static (int, TrialState, int?, DateTimeOffset?, DateTimeOffset?) Shown(Trial trial) =>
        (trial.Number, trial.State, trial.LastStep, trial.HeartbeatAt, trial.EndedAt);
}
