using System.Collections.Concurrent;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>What the sweeps of this process came to grief over: a study that cannot be read is still so a minute later, and is told of once.</summary>
public sealed class SweepFaults
{
    private readonly ConcurrentDictionary<string, string> _byStudy = new(StringComparer.Ordinal);

    /// <summary>Whether the study has not failed like this since it last went well.</summary>
    internal bool IsNew(string study, Exception fault)
    {
        var kind = fault.GetType().FullName!;
        var isNew = true;
        _byStudy.AddOrUpdate(study, kind, (_, known) =>
        {
            isNew = known != kind;
            return kind;
        });
        return isNew;
    }

    /// <summary>The study went well.</summary>
    internal void Clear(string study) => _byStudy.TryRemove(study, out _);
}
