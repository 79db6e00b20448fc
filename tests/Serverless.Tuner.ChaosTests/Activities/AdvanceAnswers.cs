using System.Collections.Concurrent;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.ChaosTests.Activities;

/// <summary>What was answered to each advance.</summary>
internal sealed class AdvanceAnswers
{
    private readonly ConcurrentDictionary<(string Run, int Sequence), ConcurrentBag<AdvanceReply>> _answers = new();

    /// <summary>All plans of each advance, without those answers that say that the study has gone on since.</summary>
    public IEnumerable<IReadOnlyList<string>> Plans => _answers.Values.Select(replies => replies
        .Where(r => r.Outcome != "superseded").Select(r => $"{string.Join(',', r.Start)} {r.IsOver} {r.More}").ToList());

    public void Add(AdvanceRequest request, AdvanceReply reply) => _answers.GetOrAdd((request.Run, request.Sequence), _ => []).Add(reply);
}
