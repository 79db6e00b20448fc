using DurableTask.Core;
using DurableTask.Core.Query;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using CoreOrchestrationQuery = DurableTask.Core.Query.OrchestrationQuery;
using OrchestrationQuery = Microsoft.DurableTask.Client.OrchestrationQuery;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>Instances, page by page.</summary>
internal sealed class InstancePages(
    IOrchestrationServiceQueryClient service, OrchestrationQuery query, Func<OrchestrationState, OrchestrationMetadata> describe)
    : AsyncPageable<OrchestrationMetadata>
{
    public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = default, int? pageSizeHint = default)
    {
        var core = new CoreOrchestrationQuery
        {
            RuntimeStatus = query.Statuses?.Select(status => (OrchestrationStatus)status).ToList(),
            CreatedTimeFrom = query.CreatedFrom?.UtcDateTime,
            CreatedTimeTo = query.CreatedTo?.UtcDateTime,
            InstanceIdPrefix = query.InstanceIdPrefix,
            FetchInputsAndOutputs = query.FetchInputsAndOutputs,
            TaskHubNames = query.TaskHubNames?.ToList(),
            PageSize = pageSizeHint ?? query.PageSize,
            ContinuationToken = continuationToken ?? query.ContinuationToken,
        };
        do
        {
            var page = await service.GetOrchestrationWithQueryAsync(core, CancellationToken.None);
            core.ContinuationToken = page.ContinuationToken;
            yield return new([.. page.OrchestrationState.Select(describe)], page.ContinuationToken);
        }
        while (core.ContinuationToken is not null);
    }
}
