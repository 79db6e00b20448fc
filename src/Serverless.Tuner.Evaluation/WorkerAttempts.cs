using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Evaluation;

/// <summary>The attempts of workers about which this process was called last, at most so many: one that is dropped is made again from its
/// rows.</summary>
internal sealed class WorkerAttempts(int most)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(StudyName, int, string), LinkedListNode<WorkerAttempt>> _byLease = [];
    private readonly LinkedList<WorkerAttempt> _byUse = new();

    public WorkerAttempt? Find(StudyName study, int number, string lease)
    {
        lock (_lock)
        {
            if (!_byLease.TryGetValue((study, number, lease), out var node)) return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value;
        }
    }

    /// <returns>The attempt that is kept: another call may have been first.</returns>
    public WorkerAttempt Add(WorkerAttempt attempt)
    {
        lock (_lock)
        {
            var key = KeyOf(attempt);
            if (_byLease.TryGetValue(key, out var known)) return known.Value;
            _byLease[key] = _byUse.AddFirst(attempt);
            while (_byUse.Count > most) Remove(_byUse.Last!);
            return attempt;
        }
    }

    public void Drop(WorkerAttempt attempt)
    {
        lock (_lock)
            if (_byLease.TryGetValue(KeyOf(attempt), out var node) && node.Value == attempt) Remove(node);
    }

    private void Remove(LinkedListNode<WorkerAttempt> node)
    {
        _byLease.Remove(KeyOf(node.Value));
        _byUse.Remove(node);
        node.Value.Forget();
    }

    private static (StudyName, int, string) KeyOf(WorkerAttempt attempt) =>
        (attempt.Lease.Study.Name, attempt.Lease.Trial.Number, attempt.Claim);
}
