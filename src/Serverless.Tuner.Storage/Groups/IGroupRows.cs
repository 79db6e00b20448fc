using Serverless.Tuner.Core.Budgets.Groups;

namespace Serverless.Tuner.Storage;

/// <summary>The rows of groups: one for each, and one for each of its studies that has ended, which is written along with it.</summary>
internal interface IGroupRows
{
    /// <summary>The group and the version of its row; null when there is none.</summary>
    Task<(GroupBudget Budget, string Version)?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>What is kept of a study of the group that has ended; null when there is nothing.</summary>
    Task<GroupMember?> ReadClosedAsync(GroupBudget group, Guid study, CancellationToken cancellationToken);

    /// <summary>Writes a group, and what is kept of studies that end or go on, at once.</summary>
    /// <returns>The new version; null when another writer has changed the group since that version, or it is gone.</returns>
    Task<string?> WriteAsync(
        GroupBudget group, string version, IReadOnlyList<GroupMember> closed, IReadOnlyList<Guid> reopened,
        CancellationToken cancellationToken);
}
