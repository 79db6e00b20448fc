namespace Serverless.Tuner.Cli.Servers;

/// <summary>What is said of a wait: once while it lasts, and when it was in vain.</summary>
internal sealed record WaitWords(string Failure, string Waiting, Action<string> Say);
