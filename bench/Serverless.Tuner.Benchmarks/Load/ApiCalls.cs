using System.Collections.Concurrent;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Benchmarks.Load;

/// <summary>What the API was asked, how long that took, and what failed.</summary>
internal sealed class ApiCalls(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<double>> _times = new();
    private int _errors;

    /// <summary>Calls that failed.</summary>
    public int Errors => _errors;

    /// <summary>The names of what was asked, and how long that took in milliseconds.</summary>
    public IEnumerable<(string Name, IReadOnlyCollection<double> Times)> All =>
        _times.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => (t.Key, (IReadOnlyCollection<double>)t.Value));

    /// <summary>Makes a call; default when it fails, which is counted.</summary>
    public async Task<T?> TimeAsync<T>(string name, Func<Task<T>> call)
    {
        var start = clock.GetTimestamp();
        try
        {
            var answer = await call();
            _times.GetOrAdd(name, _ => new()).Enqueue(clock.GetElapsedTime(start).TotalMilliseconds);
            return answer;
        }
        catch (Exception e) when (e is TunerApiException or HttpRequestException)
        {
            Interlocked.Increment(ref _errors);
            return default;
        }
    }
}
