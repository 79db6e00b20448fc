using Microsoft.Extensions.Time.Testing;
using Serverless.Tuner.Functions.Access;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests.Keys;

/// <summary>What a process remembers of keys, and for how long.</summary>
public sealed class KeyRingTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly KeyStore _store;
    private readonly KeyRing _ring;

    public KeyRingTests(TunerApps apps)
    {
        _store = new KeyStore(new TunerTables(apps.App.Tables), _time);
        _ring = new KeyRing(new ApiAccess { LocalToken = "token", AdminKey = "admin" }, _store, _time);
    }

    [Fact]
    public async Task RevokedKey_OpensNothing_TenSecondsLater()
    {
        var (key, text) = await NewAsync();
        Assert.Equal(KeyScope.Work, (await FindAsync(text))!.Scope);
        await _store.RevokeAsync(key.Id, CancellationToken.None);

        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.NotNull(await FindAsync(text)); // No request reads the storage in between.
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(await FindAsync(text));
    }

    [Fact]
    public async Task ExpiringKey_OpensNothing_FromThatMomentOn()
    {
        var (_, text) = await NewAsync(_time.GetUtcNow().AddSeconds(5));
        Assert.NotNull(await FindAsync(text));

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Null(await FindAsync(text));
    }

    [Fact]
    public async Task WrongSecretOfARightId_OpensNothing_BeforeAndAfterTheRightOne()
    {
        var (key, text) = await NewAsync();
        var wrong = $"tk_{key.Id}_{new string('a', 64)}";

        Assert.Null(await FindAsync(wrong));
        Assert.NotNull(await FindAsync(text));
        Assert.Null(await FindAsync(wrong));
        Assert.False(_ring.IsKnown(KeyText.TryParse(wrong)!));
        Assert.True(_ring.IsKnown(KeyText.TryParse(text)!));
    }

    [Fact]
    public async Task LastUse_IsWrittenOnceAMinute()
    {
        var (key, text) = await NewAsync();
        var written = new List<DateTimeOffset?>();
        for (var second = 0; second <= 80; second += 10)
        {
            await FindAsync(text);
            written.Add((await _store.FindAsync(key.Id, CancellationToken.None))!.LastUsedAt);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        var start = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal([start, start.AddSeconds(60)], written.Distinct().Select(at => at!.Value));
    }

    [Theory]
    [InlineData("token", true)]
    [InlineData("admin", true)]
    [InlineData("toke", false)]
    [InlineData("", false)]
    public void Owner_IsTheTokenOrTheKeyOfTheSettings(string credential, bool isOwner) =>
        Assert.Equal(isOwner, _ring.FindOwner(credential)?.Scope == KeyScope.Admin);

    [Theory]
    [InlineData("")]
    [InlineData("tk__")]
    [InlineData("tk_0123456789abcdef_00")]
    [InlineData("xx_0123456789abcdef_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("tk_0123456789abcde'_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("tk_0123456789ABCDEF_0000000000000000000000000000000000000000000000000000000000000000")]
    public void Text_ThatIsNoKey_IsNotLookedUp(string text) => Assert.Null(KeyText.TryParse(text));

    private Task<(TunerKey Key, string Text)> NewAsync(DateTimeOffset? expires = null) => _store.CreateAsync(
        new KeyRequest { Name = "ring", Scope = KeyScope.Work, ExpiresAt = expires }, CancellationToken.None);

    private Task<Caller?> FindAsync(string text) => _ring.FindAsync(KeyText.TryParse(text)!, CancellationToken.None);
}
