using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli;

/// <summary>What commands take from the outside, so that a test can put its own in place.</summary>
/// <param name="Terminal">Where they write.</param>
/// <param name="StartHost">Starts the app in this process.</param>
/// <param name="Clock">The time.</param>
internal sealed record CliEnvironment(Terminal Terminal, StartHost StartHost, TimeProvider Clock);
