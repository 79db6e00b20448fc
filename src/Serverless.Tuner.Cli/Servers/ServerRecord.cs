namespace Serverless.Tuner.Cli.Servers;

/// <summary>A server that runs on this machine.</summary>
/// <param name="Url">Where it answers.</param>
/// <param name="Pid">Its process.</param>
internal sealed record ServerRecord(Uri Url, int Pid);
