using System.Globalization;

namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>Everything that passed a proxy, in the order in which it arrived.</summary>
internal sealed class Recording(IEnumerable<RecordedRequest> requests)
{
    public IReadOnlyList<RecordedRequest> Requests { get; } = [.. requests.OrderBy(r => r.Request.Number)];

    /// <summary>
    /// Requests that were refused for good and sent again all the same: under the same client request id, or a write with the
    /// same method, path and body.
    /// </summary>
    public IReadOnlyList<(RecordedRequest Refused, RecordedRequest Again)> RetriesOfRefused()
    {
        var refused = new Dictionary<string, RecordedRequest>(StringComparer.Ordinal);
        var found = new List<(RecordedRequest, RecordedRequest)>();
        foreach (var request in Requests)
        {
            string[] keys = [.. Keys(request.Request)];
            if (keys.Select(refused.GetValueOrDefault).FirstOrDefault(r => r is not null) is { } earlier) found.Add((earlier, request));
            if (!request.IsRefused) continue;
            foreach (var key in keys) refused.TryAdd(key, request);
        }

        return found;
    }

    /// <summary>How many batches met each kind of fault.</summary>
    public IReadOnlyDictionary<FaultKind, int> FaultsInBatches => Requests
        .Where(r => r.Request.IsBatch && r.Fault.Kind != FaultKind.None)
        .CountBy(r => r.Fault.Kind)
        .ToDictionary();

    /// <summary>How many requests there were of each kind of fault and answer, for people to read.</summary>
    public string Summary()
    {
        var kinds = Requests.GroupBy(Describe)
            .OrderByDescending(g => g.Count()).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {g.Key}"));
        return $"{Requests.Count} requests, {Requests.Count(r => r.Request.IsBatch)} of them batches ({FaultsInBatches.Values.Sum()} met "
            + $"a fault): {string.Join(", ", kinds)}";
    }

    private static IEnumerable<string> Keys(ProxiedRequest request)
    {
        if (request.ClientRequestId is { } id) yield return id;
        if (request.IsWrite) yield return request.Identity;
    }

    private static string Describe(RecordedRequest request) => request.Fault.Kind switch
    {
        FaultKind.None => request.Status >= 400 ? $"answered {request.Status}" : "passed",
        FaultKind.Answered => $"failed with {request.Status}",
        FaultKind.CutBefore => "cut before",
        FaultKind.CutAfter => "cut after",
        FaultKind.CutWithin => "cut within",
        FaultKind.FalseConflict => "false conflicts",
        _ => "true conflicts",
    };
}
