using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests.Keys;

/// <summary>What a crash leaves between the money and the study is settled by the sweep.</summary>
public sealed class AllowanceSweepTests
{
    private static readonly Money s_dollar = new(1_000_000);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly KeyStore _keys;
    private readonly StudyStore _studies;
    private readonly Allowances _allowances;
    private readonly TunerApp _app;

    public AllowanceSweepTests(TunerApps apps)
    {
        _app = apps.App;
        var tables = new TunerTables(_app.Tables);
        _keys = new KeyStore(tables, _time);
        _studies = new StudyStore(tables, _time, _app.Services.GetRequiredService<ISpecComparison>());
        _allowances = new Allowances(_keys, _studies, _time);
    }

    [Fact]
    public async Task MoneyForAStudyThatWasNeverCreated_ComesBack_ButNotTooSoon()
    {
        var key = await NewKeyAsync(3);
        Assert.True((await TakeAsync(key, "never-created", _studies.NewId(), 0, 2)).Suffices);

        _time.Advance(Allowances.Patience);
        await _allowances.SweepAsync(CancellationToken.None);
        Assert.Equal(1, await LeftAsync(key));
        _time.Advance(TimeSpan.FromSeconds(1));
        await _allowances.SweepAsync(CancellationToken.None);
        Assert.Equal(3, await LeftAsync(key));
    }

    [Fact]
    public async Task MoneyForAStudyOfAnotherKeysName_ComesBack()
    {
        var key = await NewKeyAsync(3);
        await CreateAsync("anothers", _studies.NewId());
        await TakeAsync(key, "anothers", _studies.NewId(), 0, 1);

        _time.Advance(Allowances.Patience * 2);
        await _allowances.SweepAsync(CancellationToken.None);

        Assert.Equal(3, await LeftAsync(key));
    }

    [Fact]
    public async Task MoneyOfAStudyThatRuns_Stays_ButNotForARaiseThatNeverCame()
    {
        var (key, id) = (await NewKeyAsync(5), _studies.NewId());
        await TakeAsync(key, "never-raised", id, 0, 1);
        await CreateAsync("never-raised", id);
        await TakeAsync(key, "never-raised", id, 1, 4);
        Assert.Equal(1, await LeftAsync(key));

        _time.Advance(Allowances.Patience * 2);
        await _allowances.SweepAsync(CancellationToken.None);

        Assert.Equal(4, await LeftAsync(key));
    }

    [Fact]
    public async Task StudyThatEndedUnseen_IsSettled_Once()
    {
        var (key, id) = (await NewKeyAsync(5), _studies.NewId());
        await TakeAsync(key, "ended-unseen", id, 0, 1);
        await CreateAsync("ended-unseen", id);
        await EndAsync("ended-unseen", spent: 0.4m);

        for (var i = 0; i < 2; i++) await _allowances.SweepAsync(CancellationToken.None);

        Assert.Equal(4.6m, await LeftAsync(key));
    }

    [Fact]
    public async Task StudyThatIsAboutToGoOn_IsSettledLater()
    {
        var (key, id) = (await NewKeyAsync(5), _studies.NewId());
        await TakeAsync(key, "about-to", id, 0, 1);
        await CreateAsync("about-to", id);
        _time.Advance(TimeSpan.FromMinutes(5));
        await TakeAsync(key, "about-to", id, 1, 3);
        await EndAsync("about-to", spent: 0.4m);

        await _allowances.SweepAsync(CancellationToken.None);
        Assert.Equal(2, await LeftAsync(key));
        _time.Advance(TimeSpan.FromMinutes(1));
        await _allowances.SweepAsync(CancellationToken.None);
        Assert.Equal(4.6m, await LeftAsync(key));
    }

    [Fact]
    public async Task StudyThatWentOnAndEnded_IsSettledAtOnce()
    {
        var (key, id) = (await NewKeyAsync(5), _studies.NewId());
        await CreateAsync("went-on", id);
        var ended = await EndAsync("went-on", spent: 0.4m);
        await TakeAsync(key, "went-on", id, 0, 1, ended!.Run);
        await _allowances.SettleAsync(ended, CancellationToken.None);
        Assert.Equal(4, await LeftAsync(key));

        var again = await _studies.ChangeAsync(
            StudyName.Parse("went-on"), study => study with { Run = "another", Spent = Money.Limit(0.6m) }, CancellationToken.None);
        await _allowances.SettleAsync(again!, CancellationToken.None);

        Assert.Equal(4.4m, await LeftAsync(key));
    }

    [Fact]
    public async Task TwoKeys_PayTheirPartsOfOneStudy_TheLastOneWhatExceedsTheLimit()
    {
        var (first, second, id) = (await NewKeyAsync(5), await NewKeyAsync(5), _studies.NewId());
        await TakeAsync(first, "shared", id, 0, 1);
        await CreateAsync("shared", id);
        await TakeAsync(second, "shared", id, 1, 3);
        await _studies.ExtendAsync(StudyName.Parse("shared"), new ExtendRequest { LimitUsd = 3 }, CancellationToken.None);
        await EndAsync("shared", spent: 3.5m);

        _time.Advance(TimeSpan.FromMinutes(1));
        await _allowances.SweepAsync(CancellationToken.None);

        Assert.Equal((4m, 2.5m), (await LeftAsync(first), await LeftAsync(second)));
    }

    [Fact]
    public async Task MoneyThatIsTakenAlready_IsNotTakenAgain()
    {
        var (key, id) = (await NewKeyAsync(5), _studies.NewId());
        Assert.NotNull((await TakeAsync(key, "taken", id, 0, 2)).Taken);
        Assert.Equal((null, true), await TakeAsync(key, "taken", id, 0, 2));
        Assert.Equal((null, true), await TakeAsync(key, "taken", id, 1, 2));

        Assert.Equal(s_dollar, (await TakeAsync(key, "taken", id, 1, 3)).Taken!.Amount);
        Assert.Equal(2, await LeftAsync(key));
    }

    private async Task<string> NewKeyAsync(decimal allowance) => (await _keys.CreateAsync(
        new KeyRequest { Name = "sweep", Scope = KeyScope.Write, AllowanceUsd = allowance }, CancellationToken.None)).Key.Id;

    private Task<(AllowanceLayer? Taken, bool Suffices)> TakeAsync(
        string key, string study, Guid id, int from, int limit, string? run = null) => _allowances.TakeAsync(
            key, (StudyName.Parse(study), id, run), Money.Limit(from), Money.Limit(limit), CancellationToken.None);

    private async Task CreateAsync(string name, Guid id)
    {
        var text = $$"""{"name":"{{name}}","objective":"number","trials":1,"budget":{"limitUsd":1,"reported":true} }""";
        var spec = StudySpecParser.Parse(
            System.Text.Encoding.UTF8.GetBytes(text), _app.Services.GetRequiredService<StudyCatalogs>()).Spec!;
        // No app's sweep is to start it.
        var created = await _studies.CreateAsync(spec, id, CancellationToken.None);
        Assert.NotNull(created.Study);
        await _studies.PauseAsync(created.Study.Name, CancellationToken.None);
    }

    private Task<Study?> EndAsync(string name, decimal spent) => _studies.ChangeAsync(
        StudyName.Parse(name), study => study with { State = StudyState.Ended, Spent = Money.Limit(spent) }, CancellationToken.None);

    private async Task<decimal> LeftAsync(string key) => (await _keys.FindAsync(key, CancellationToken.None))!.Allowance!.Left.Usd;
}
