using Microsoft.DurableTask;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>Lets what a study comes to be sent to the MLflow server beside the study: one pass at a time, which no trial waits for. A study
/// that does not ask for it takes no step for it.</summary>
internal sealed class MlflowTurns(TaskOrchestrationContext context, StudyRun run)
{
    private Task _pass = Task.CompletedTask;

    /// <summary>Begins a pass unless one goes on: the next one sends what has ended meanwhile.</summary>
    public void Take(AdvanceReply reply)
    {
        if (reply is { SendsToMlflow: true, IsOver: false } && _pass.IsCompleted) _pass = SendAsync(isLast: false);
    }

    /// <summary>Sends what is left when the study has ended.</summary>
    public async Task EndAsync(AdvanceReply reply)
    {
        if (reply is not { SendsToMlflow: true, IsOver: true }) return;
        await _pass;
        await SendAsync(isLast: true);
    }

    private async Task SendAsync(bool isLast)
    {
        try
        {
            await context.CallActivityAsync<bool>(nameof(SendToMlflow), new MlflowRequest(run.Study, isLast));
        }
        catch (TaskFailedException)
        {
            // The sweep sends what is left: that is no reason to hold up a study.
        }
    }
}
