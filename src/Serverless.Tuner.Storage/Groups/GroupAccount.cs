using Serverless.Tuner.Core.Budgets.Groups;

namespace Serverless.Tuner.Storage;

/// <summary>
/// What this process knows of one group, and the one writer of it here: what several studies want of the group at the same time becomes
/// one write of its row.
/// </summary>
internal sealed class GroupAccount(string name, IGroupRows rows, TimeProvider time)
{
    /// <summary>A transaction takes 100 rows; each step may add one.</summary>
    private const int MostSteps = 90;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<GroupStep> _steps = [];
    private (GroupBudget Budget, string Version)? _known;

    /// <summary>The group as it was last read or written here; null before, and when there is none.</summary>
    public GroupBudget? Known => _known?.Budget;

    /// <summary>Reads the group, whatever is known of it.</summary>
    public async Task<GroupBudget?> ReadAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _known = await rows.ReadAsync(name, cancellationToken);
            return Known;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Changes the group.</summary>
    /// <returns>The group after it; null when there is none.</returns>
    public async Task<GroupBudget?> ApplyAsync(GroupStep step, CancellationToken cancellationToken)
    {
        lock (_lock) _steps.Add(step);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // Whoever held the gate may have taken this step along.
            while (!step.IsDone) await WriteAsync(cancellationToken);
            return step.After;
        }
        finally
        {
            lock (_lock) _steps.Remove(step);
            _gate.Release();
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        GroupStep[] steps;
        lock (_lock) steps = [.. _steps.Where(s => !s.IsDone).Take(MostSteps)];
        for (var tries = 0; ; tries++)
        {
            _known ??= await rows.ReadAsync(name, cancellationToken);
            if (_known is not var (before, version))
            {
                foreach (var step in steps) (step.After, step.IsDone) = (null, true);
                return;
            }

            var (after, closed, reopened) = await ComputeAsync(before, steps, cancellationToken);
            var written = ReferenceEquals(after, before)
                ? version
                : await rows.WriteAsync(after, version, closed, reopened, cancellationToken);
            if (written is not null)
            {
                _known = (after, written);
                foreach (var step in steps) (step.After, step.IsDone) = (after, true);
                return;
            }

            _known = null;
            if (tries >= Conflict.MaxTries)
                throw new InvalidOperationException($"Budget '{name}' is being changed by other writers all the time.");
            await Conflict.WaitAsync(tries, time, cancellationToken);
        }
    }

    private async Task<(GroupBudget After, IReadOnlyList<GroupMember> Closed, IReadOnlyList<Guid> Reopened)> ComputeAsync(
        GroupBudget before, GroupStep[] steps, CancellationToken cancellationToken)
    {
        var after = before;
        var closed = new Dictionary<Guid, GroupMember>();
        var reopened = new HashSet<Guid>();
        foreach (var step in steps)
        {
            if (step.Study is { } id && after.Find(id) is null)
            {
                var kept = closed.GetValueOrDefault(id);
                if (kept is null && !reopened.Contains(id)) kept = await rows.ReadClosedAsync(before, id, cancellationToken);
                step.IsOfDeleted = kept is { IsDeleted: true };
                if (step.IsOfDeleted) continue;
                if (kept is not null)
                {
                    after = GroupLedger.Reopen(after, kept);
                    if (!closed.Remove(id)) reopened.Add(id);
                }
            }

            (after, var ended) = step.Apply(after);
            if (ended is not null) closed[ended.Id] = ended;
        }

        if (!ReferenceEquals(after, before)) after = GroupLedger.Alerted(after, time.GetUtcNow());
        // One that is closed again keeps its row, with what it then says.
        return (after, [.. closed.Values], [.. reopened.Where(id => !closed.ContainsKey(id))]);
    }
}
