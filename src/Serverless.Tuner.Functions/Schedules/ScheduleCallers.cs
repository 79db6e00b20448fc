using Serverless.Tuner.Core.Schedules;
using Serverless.Tuner.Functions.Access;

namespace Serverless.Tuner.Functions.Schedules;

/// <summary>On whose behalf schedules start studies: that of whoever wrote them, as far as they still may.</summary>
public sealed class ScheduleCallers(KeyStore keys, TimeProvider time)
{
    /// <summary>What a schedule keeps of a caller who writes it.</summary>
    internal static ScheduleOwner OwnerOf(Caller caller) => new(caller.Id, caller.Scope ?? KeyScope.Read, caller.Key);

    /// <summary>The caller who a schedule's owner is now; null, and why, when it is none any more.</summary>
    internal async Task<(Caller? Caller, string? Refusal)> FindAsync(ScheduleOwner owner, CancellationToken cancellationToken)
    {
        if (owner.Key is null) return (new Caller(owner.Caller, owner.Scope), null);
        if (await keys.FindAsync(owner.Key, cancellationToken) is not { } key || !key.IsValidAt(time.GetUtcNow()))
            return (null, $"the key {owner.Key}, with which the schedule was written, has ended: write it again with another");
        var caller = new Caller(owner.Caller, key.Scope) { Key = key.Id, PayingKey = key.Allowance is null ? null : key.Id };
        return caller.May(KeyScope.Write) ? (caller, null) : (null, $"the key {owner.Key} may start no studies");
    }

    /// <summary>Whether a caller may have a schedule spend its owner's money: not one whose own is limited.</summary>
    internal static bool MayRun(Caller caller, ScheduleOwner owner) => caller.PayingKey is null || caller.PayingKey == owner.Key;
}
