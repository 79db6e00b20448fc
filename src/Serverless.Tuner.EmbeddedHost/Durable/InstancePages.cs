using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>Instances, page by page, as the table gives them.</summary>
internal sealed class InstancePages(HistoryStore store, OrchestrationQuery query, Func<InstanceState, OrchestrationMetadata> describe)
    : AsyncPageable<OrchestrationMetadata>
{
    public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = default, int? pageSizeHint = default)
    {
        await foreach (var page in store.QueryAsync(query, continuationToken, pageSizeHint))
            yield return new([.. page.Values.Select(row => describe(InstanceEntity.Read(row)))], page.ContinuationToken);
    }
}
