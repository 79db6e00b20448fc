using Microsoft.Extensions.Time.Testing;
using Serverless.Tuner.Storage.Tests.Studies;

namespace Serverless.Tuner.Storage.Tests.Queue;

/// <summary>Studies of a budget that runs one at once, on hosts that die between two writes of an admission.</summary>
public sealed class QueuedStudiesTests : StudyTest
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly string _group = "group-" + Guid.NewGuid().ToString("N");
    private readonly TunerTables _tables;
    private readonly TunerProcess _process;
    private readonly QueuedStudies _queue;

    public QueuedStudiesTests(AzuriteFixture azurite)
        : base(azurite)
    {
        _tables = new TunerTables(new TableServiceClient(azurite.ConnectionString));
        _process = NewProcess(_time);
        _queue = new QueuedStudies(_process.Store, _tables, new KeyStore(_tables, _time), new QueueSettings(1_000), _time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Admit_StudyForWhichOneLimitHasNoPlace_GivesBackThatOfTheOther()
    {
        var (first, second) = (await QueueAsync("first"), await QueueAsync("second"));
        Assert.Equal([first.Name], (await _queue.AdmitAsync(Cancellation)).Select(study => study.Name));

        Assert.Equal([first.Id], await PlacesAsync(QueueLimit.OfGroup(_group), first, second));
        Assert.Equal([first.Id], await PlacesAsync(QueueLimit.App, first, second));
    }

    [Fact]
    public async Task Sweep_PlaceOfAStudyThatHasEnded_IsGivenToTheNext()
    {
        var (first, second) = (await QueueAsync("first"), await QueueAsync("second"));
        var running = Assert.Single(await _queue.AdmitAsync(Cancellation));
        // The host that ends it dies before it gives back the place.
        await _process.Store.StopAsync(running.Name, StopMode.Now, Cancellation);
        await _process.AdvanceAsync(running, running.Sequence + 1);
        Assert.Equal(StudyState.Ended, (await _process.Store.ReadAsync(first.Name, Cancellation))!.State);

        Assert.Equal([second.Name], (await _queue.SweepAsync(Cancellation)).Select(study => study.Name));

        Assert.Equal([second.Id], await PlacesAsync(QueueLimit.OfGroup(_group), first, second));
    }

    [Fact]
    public async Task Sweep_PlaceOfAHostThatIsSlowToAdmit_IsTakenAnew_AndTheSlowOneComesTooLate()
    {
        var study = await QueueAsync("first");
        var limit = new QueueLimit(QueueLimit.OfGroup(_group), 1);
        // It has taken the place, and stands still before it lets the study run.
        Assert.True(await new QueuePlaces(_tables, _time).TakeAsync(
            limit, new QueuePlace(study.Id!.Value, study.Name, study.Turn, _time.GetUtcNow()),
            () => Task.FromResult<IReadOnlyList<QueuePlace>>([]), Cancellation));
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal([study.Name], (await _queue.SweepAsync(Cancellation)).Select(admitted => admitted.Name));

        var running = await _process.Store.ReadAsync(study.Name, Cancellation);
        Assert.Equal((StudyState.Running, study.Turn + 1), (running!.State, running.Turn));
        Assert.Equal(running.Revision, (await _process.Store.AdmitAsync(study, [limit.Name], Cancellation))!.Revision);
        Assert.Equal([study.Id], await PlacesAsync(limit.Name, study));
    }

    private async Task<Study> QueueAsync(string name)
    {
        if (await new SharedBudgets(_process.Store, _tables, _time).FindAsync(_group, Cancellation) is null)
            await new SharedBudgets(_process.Store, _tables, _time).PutAsync(
                _group, new BudgetRequest { LimitUsd = 1, MaxStudies = 1 }, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(1));
        var spec = Specs.Small($"{name}-{Name}", trials: 1) with { Budget = new BudgetSpec { Group = _group, UsdPerTrial = 0.01m } };
        return (await _process.Store.CreateAsync(spec, Cancellation, new QueueAsk(Waits: true))).Study!;
    }

    /// <summary>Which of these studies have a place.</summary>
    private async Task<IReadOnlyList<Guid?>> PlacesAsync(string limit, params Study[] studies)
    {
        var rows = await new QueuePlaces(_tables, _time).ListAsync(Cancellation);
        var ids = rows.Where(row => row.Limit == limit).SelectMany(row => row.Places).Select(place => place.Id).ToHashSet();
        return [.. studies.Select(study => study.Id).Where(id => ids.Contains(id!.Value))];
    }
}
