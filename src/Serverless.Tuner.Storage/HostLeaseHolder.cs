namespace Serverless.Tuner.Storage;

/// <summary>Who drives the studies on a storage.</summary>
/// <param name="Host">The name of its <see cref="HostStart"/>.</param>
/// <param name="Machine">Where it runs.</param>
/// <param name="Process">Its process there.</param>
/// <param name="IsShared">Whether it drives them together with others.</param>
public sealed record HostLeaseHolder(string Host, string Machine, int Process, bool IsShared = false);
