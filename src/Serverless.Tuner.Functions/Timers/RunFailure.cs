using Azure;
using Microsoft.DurableTask;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>Of what a run of a study's orchestration has failed.</summary>
/// <param name="details">What the durable client tells of it; null when nothing.</param>
internal sealed class RunFailure(TaskFailureDetails? details)
{
    /// <summary>What a storage that does not answer ends with; see <see cref="StorageFailure.Is"/>.</summary>
    private static readonly string?[] Outages =
    [
        typeof(RequestFailedException).FullName, typeof(IOException).FullName, typeof(AggregateException).FullName,
        typeof(OperationCanceledException).FullName, typeof(TaskCanceledException).FullName,
    ];

    /// <summary>Whether the storage did not answer, which it may do again; not when it refused.</summary>
    public bool IsOutage =>
        Chain.Any(d => Outages.Contains(d.ErrorType)) && Chain.All(d => d.ErrorType != typeof(StorageRefusedException).FullName);

    /// <summary>The first cause, in words.</summary>
    public string Text => Chain.LastOrDefault() is { } cause
        ? $"{cause.ErrorType[(cause.ErrorType.LastIndexOf('.') + 1)..]}: {cause.ErrorMessage}"
        : "The study's orchestration failed, without a reason that is known.";

    private IEnumerable<TaskFailureDetails> Chain
    {
        get
        {
            for (var cause = details; cause is not null; cause = cause.InnerFailure) yield return cause;
        }
    }
}
