namespace Serverless.Tuner.Cli.Servers;

/// <summary>
/// Where an Azurite listens on this machine: for tables, for blobs when they are wanted, and for queues with them; 0 stands for any
/// free port.
/// </summary>
internal sealed record AzuritePorts(int Table, int? Blob = null, int? Queue = null)
{
    /// <summary>Any free ports for the same services.</summary>
    public AzuritePorts Any => new(0, Blob is null ? null : 0, Queue is null ? null : 0);

    /// <summary>Ports to listen on: those that were asked for and are free, others in the place of the rest.</summary>
    public AzuritePorts OrFree() => new(
        OrFree(Table), Blob is { } blob ? OrFree(blob) : null, Queue is { } queue ? OrFree(queue) : null);

    /// <summary>A line for each port that is another one than was asked for.</summary>
    public IEnumerable<string> Differences(AzuritePorts wanted)
    {
        if (Differs(wanted.Table, Table)) yield return $"Port {wanted.Table} is taken: Azurite listens on {Table}.";
        if (Differs(wanted.Blob, Blob)) yield return $"Port {wanted.Blob} is taken: Azurite listens on {Blob} for blobs.";
        if (Differs(wanted.Queue, Queue)) yield return $"Port {wanted.Queue} is taken: Azurite listens on {Queue} for queues.";
    }

    private static int OrFree(int port) => port != 0 && Loopback.IsFree(port) ? port : Loopback.FreePort();

    private static bool Differs(int? wanted, int? got) => wanted is not (null or 0) && wanted != got;
}
