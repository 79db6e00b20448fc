using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli;

/// <summary>What commands use, so that a test can replace it.</summary>
internal sealed record CliEnvironment(Terminal Terminal, StartHost StartHost, TimeProvider Clock);
