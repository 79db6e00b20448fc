using Serverless.Tuner.Functions.Analysis;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Answers are computed once for each version, for all who ask, and no more are kept than fit.</summary>
public sealed class AnalysisCacheTests
{
    private int _computed;

    [Fact]
    public async Task Answer_OfAVersion_IsComputedOnce_ForAllWhoAsk()
    {
        var (cache, gate) = (new AnalysisCache(), new TaskCompletionSource<byte[]>());
        var first = AskAsync(cache, "a", "1", () => gate.Task);
        var second = AskAsync(cache, "a", "1", () => gate.Task);
        gate.SetResult([1]);

        Assert.Same(await first, await second);
        Assert.Equal(1, _computed);
        await AskAsync(cache, "a", "2");
        await AskAsync(cache, "b", "2");
        Assert.Equal(3, _computed);
        await AskAsync(cache, "a", "2");
        Assert.Equal(3, _computed);
    }

    [Fact]
    public async Task CallerWhoLeaves_EndsItForNobodyElse()
    {
        var (cache, gate) = (new AnalysisCache(), new TaskCompletionSource<byte[]>());
        using var leaves = new CancellationTokenSource();
        var first = cache.GetAsync("a", "1", () => gate.Task, leaves.Token);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        var second = AskAsync(cache, "a", "1");
        gate.SetResult([7]);

        Assert.Equal([7], await second);
        Assert.Equal(0, _computed);
    }

    [Fact]
    public async Task Failure_IsNotKept()
    {
        var cache = new AnalysisCache();

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() =>
            AskAsync(cache, "a", "1", () => throw new InvalidTimeZoneException("no luck")));

        Assert.Equal([0], await AskAsync(cache, "a", "1"));
    }

    [Fact]
    public async Task NoMoreThanFits_IsKept_AndWhatWasUsedLast()
    {
        var cache = new AnalysisCache(mostBytes: 250);
        foreach (var key in (string[])["a", "b", "a", "c"]) await AskAsync(cache, key, "1", () => Task.FromResult(new byte[100]));
        Assert.Equal(3, _computed);

        await AskAsync(cache, "a", "1");
        Assert.Equal(3, _computed);
        await AskAsync(cache, "b", "1");
        Assert.Equal(4, _computed);
    }

    private Task<byte[]> AskAsync(AnalysisCache cache, string key, string version, Func<Task<byte[]>>? compute = null) =>
        cache.GetAsync(
            key, version,
            () =>
            {
                Interlocked.Increment(ref _computed);
                return compute?.Invoke() ?? Task.FromResult<byte[]>([0]);
            },
            CancellationToken.None);
}
