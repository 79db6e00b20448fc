using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.ChaosTests.Activities;

/// <summary><see cref="AdvanceStudy"/>, twice.</summary>
internal sealed class DuplicatedAdvance(StudyAdvancer advancer, Duplicates duplicates, AdvanceAnswers answers)
{
    [Function(nameof(AdvanceStudy))]
    public Task<AdvanceReply> RunAsync([ActivityTrigger] AdvanceRequest request, CancellationToken cancellationToken) => duplicates.RunAsync(async () =>
    {
        var reply = await new AdvanceStudy(advancer).RunAsync(request, cancellationToken);
        answers.Add(request, reply);
        return reply;
    });
}

/// <summary>What was answered to each advance.</summary>
internal sealed class AdvanceAnswers
{
    private readonly ConcurrentDictionary<(string Run, int Sequence), ConcurrentBag<AdvanceReply>> _answers = new();

    /// <summary>All plans of each advance, without those answers that say that the study has gone on since.</summary>
    public IEnumerable<IReadOnlyList<string>> Plans => _answers.Values.Select(replies => replies
        .Where(r => r.Outcome != "superseded").Select(r => $"{string.Join(',', r.Start)} {r.IsOver} {r.More}").ToList());

    public void Add(AdvanceRequest request, AdvanceReply reply) => _answers.GetOrAdd((request.Run, request.Sequence), _ => []).Add(reply);
}
