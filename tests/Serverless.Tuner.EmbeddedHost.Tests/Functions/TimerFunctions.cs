using Microsoft.Azure.Functions.Worker;

namespace Serverless.Tuner.EmbeddedHost.Tests.Functions;

public sealed class Minutely(Ledger ledger, TimeProvider time)
{
    [Function("Minutely")]
    public void Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer) =>
        ledger.Lines.Enqueue(
            $"{time.GetUtcNow():HH:mm:ss} last {timer.ScheduleStatus!.Last:HH:mm} next {timer.ScheduleStatus.Next:HH:mm}");
}

public sealed class AtStart(Ledger ledger)
{
    [Function("AtStart")]
    public void Run([TimerTrigger("%Rhythm%", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) =>
        ledger.Count(timer.ScheduleStatus is null ? "AtStart" : "with a monitor");
}

public sealed class Slow(Ledger ledger)
{
    [Function("Slow")]
    public async Task RunAsync([TimerTrigger("00:00:01")] TimerInfo timer)
    {
        ledger.Enter();
        var times = ledger.Count(timer.IsPastDue ? "past due" : "Slow");
        await ledger.Gate.Task;
        ledger.Leave();
        if (times == 1) throw new InvalidOperationException("The first time it fails.");
    }
}
