namespace Serverless.Tuner.EmbeddedHost.Durable.History;

/// <summary>What an orchestrator asked for; a replay must ask for the same, in the same order.</summary>
/// <param name="Kind">What it asked for.</param>
/// <param name="Id">Its number within the orchestration's generation.</param>
/// <param name="Name">An activity's, an orchestrator's or an event's name.</param>
/// <param name="Data">The input or the payload, as JSON.</param>
/// <param name="Target">The instance that an event goes to, or that a sub-orchestration is.</param>
/// <param name="FireAt">When a timer is due.</param>
internal sealed record OrchestrationAction(
    OrchestrationActionKind Kind,
    int Id,
    string? Name = null,
    string? Data = null,
    string? Target = null,
    DateTime? FireAt = null)
{
    public override string ToString() => Kind switch
    {
        OrchestrationActionKind.CallActivity => $"#{Id} activity '{Name}'",
        OrchestrationActionKind.CallSubOrchestration => $"#{Id} sub-orchestration '{Name}' ('{Target}')",
        OrchestrationActionKind.CreateTimer => $"#{Id} timer at {FireAt:O}",
        _ => $"#{Id} event '{Name}' to '{Target}'",
    };
}
