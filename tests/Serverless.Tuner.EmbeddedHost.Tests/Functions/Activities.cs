using Microsoft.Azure.Functions.Worker;

namespace Serverless.Tuner.EmbeddedHost.Tests.Functions;

public sealed class Activities(Ledger ledger)
{
    [Function("Square")]
    public int Square([ActivityTrigger] int number)
    {
        ledger.Count($"Square {number}");
        return number * number;
    }

    [Function("SquareLater")]
    public async Task<int> SquareLaterAsync([ActivityTrigger] int number, CancellationToken cancellation)
    {
        ledger.Enter();
        try
        {
            ledger.Count($"SquareLater {number}");
            await ledger.Gate.Task.WaitAsync(cancellation);
            return number * number;
        }
        finally
        {
            ledger.Leave();
        }
    }

    /// <summary>Does not look at any token.</summary>
    [Function("Deaf")]
    public async Task<int> DeafAsync([ActivityTrigger] int number)
    {
        ledger.Enter();
        await ledger.Gate.Task;
        ledger.Leave();
        return number;
    }

    [Function("Nothing")]
    public static void Nothing([ActivityTrigger] string? input) => _ = input;

    [Function("FailsUntil")]
    public string FailsUntil([ActivityTrigger] Flaky flaky, FunctionContext context)
    {
        var attempt = ledger.Count($"{context.BindingContext.BindingData["instanceId"]} {flaky.Key}");
        return attempt >= flaky.Succeeds
            ? $"attempt {attempt}"
            : throw new TimeoutException($"attempt {attempt} failed", new IOException("the cable"));
    }

    [Function("Repeat")]
    public static string Repeat([ActivityTrigger] int length) => new('x', length);
}

public sealed record Flaky(string Key, int Succeeds);
