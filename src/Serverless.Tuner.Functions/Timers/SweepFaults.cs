using System.Collections.Concurrent;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>The studies at which the sweeps of this process failed, so that each is logged once and not every minute.</summary>
public sealed class SweepFaults
{
    private readonly ConcurrentDictionary<StudyName, string> _byStudy = new();

    /// <summary>Whether the study has not failed in this way since its last success.</summary>
    internal bool IsNew(StudyName study, Exception fault)
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

    /// <summary>The sweep has succeeded at the study.</summary>
    internal void Clear(StudyName study) => _byStudy.TryRemove(study, out _);
}
