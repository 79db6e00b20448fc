namespace Serverless.Tuner.Cli.Servers;

/// <summary>
/// Where an Azurite listens on this machine, for tables alone or for the whole storage; 0 stands for any free port.
/// </summary>
internal sealed record AzuritePorts(int Table, (int Blob, int Queue)? Whole = null)
{
    /// <summary>Ports to listen on: those that were asked for and are free, others in the place of the rest.</summary>
    public AzuritePorts OrFree() => new(OrFree(Table), Whole is var (blob, queue) ? (OrFree(blob), OrFree(queue)) : null);

    /// <summary>A line for each port that is another one than was asked for.</summary>
    public IEnumerable<string> Differences(AzuritePorts wanted)
    {
        if (Differs(wanted.Table, Table)) yield return $"Port {wanted.Table} is taken: Azurite listens on {Table}.";
        if ((wanted.Whole, Whole) is not ({ } asked, { } got)) yield break;
        if (Differs(asked.Blob, got.Blob)) yield return $"Port {asked.Blob} is taken: Azurite listens on {got.Blob} for blobs.";
        if (Differs(asked.Queue, got.Queue)) yield return $"Port {asked.Queue} is taken: Azurite listens on {got.Queue} for queues.";
    }

    private static int OrFree(int port) => port != 0 && Loopback.IsFree(port) ? port : Loopback.FreePort();

    private static bool Differs(int wanted, int got) => wanted != 0 && wanted != got;
}
