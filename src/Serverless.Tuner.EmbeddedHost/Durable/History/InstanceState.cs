using Azure;
using Microsoft.DurableTask.Client;

namespace Serverless.Tuner.EmbeddedHost.Durable.History;

/// <summary>The <c>instance</c> row: who an instance is and how far it has come.</summary>
internal sealed record InstanceState
{
    public required string InstanceId { get; init; }

    public required string Name { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    /// <summary>Counts continue-as-new, and new instances under an old id; only its rows are live.</summary>
    public required int Generation { get; init; }

    /// <summary>The last step of this generation that is on record.</summary>
    public int Episode { get; init; }

    /// <summary>Chosen by whoever wrote the row last, who so recognises its own write.</summary>
    public required string WriteId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? StartAt { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public FailureRecord? Failure { get; init; }

    public ParentTask? Parent { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Rows of this instance's past are still to be deleted.</summary>
    public bool Residue { get; init; }

    public ETag ETag { get; init; }

    public bool IsFinished => Status is
        OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>About how much room its texts take in the row, in characters.</summary>
    public int Weight => (Input?.Length ?? 0) + (Output?.Length ?? 0) + (CustomStatus?.Length ?? 0) + (Failure?.Weight ?? 0);
}
