namespace Serverless.Tuner.Cli.Servers;

/// <summary>A server that runs on this machine.</summary>
internal sealed record ServerRecord(Uri Url, int Pid);
