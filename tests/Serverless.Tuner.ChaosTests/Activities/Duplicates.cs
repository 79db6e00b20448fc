using System.Collections.Concurrent;

namespace Serverless.Tuner.ChaosTests.Activities;

/// <summary>Runs activities twice and lets their answers overtake each other, as a queue that delivers at least once may.</summary>
internal sealed class Duplicates(int seed)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly ConcurrentBag<Task> _later = [];
    private int _runs;

    /// <summary>How many activities were run, the second runs not counted.</summary>
    public int Activities => _runs;

    /// <summary>What went wrong in runs whose answers nobody heard.</summary>
    public Task SettleAsync() => Task.WhenAll(_later);

    /// <summary>Runs an activity twice: at once, one after the other, or the second time when the first answer is long known.</summary>
    /// <returns>One of the two answers.</returns>
    public async Task<T> RunAsync<T>(Func<Task<T>> activity)
    {
        Interlocked.Increment(ref _runs);
        var answer = await (Draw(3) switch
        {
            0 => AtOnceAsync(activity),
            1 => OneAfterTheOtherAsync(activity),
            _ => OnceMoreLaterAsync(activity),
        });
        // The answers of activities that run side by side come in any order.
        await Task.Delay(Draw(60));
        return answer;
    }

    private async Task<T> AtOnceAsync<T>(Func<Task<T>> activity)
    {
        var answers = await Task.WhenAll(Task.Run(activity), Task.Run(activity));
        return answers[Draw(2)];
    }

    private static async Task<T> OneAfterTheOtherAsync<T>(Func<Task<T>> activity)
    {
        await activity();
        return await activity();
    }

    private async Task<T> OnceMoreLaterAsync<T>(Func<Task<T>> activity)
    {
        var answer = await activity();
        _later.Add(LaterAsync());
        return answer;

        async Task LaterAsync()
        {
            await Task.Delay(Draw(400));
            await activity();
        }
    }

    private int Draw(int below)
    {
        lock (_lock) return _random.Next(below);
    }
}
