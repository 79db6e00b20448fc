using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Cli;

/// <summary>What commands take from the outside, so that a test can put its own in place.</summary>
/// <param name="Terminal">Where they write.</param>
/// <param name="StartHost">Starts the app in this process.</param>
/// <param name="Clock">The time.</param>
internal sealed record CliEnvironment(Terminal Terminal, StartHost StartHost, TimeProvider Clock)
{
    /// <summary>The samplers that benchmarks can name.</summary>
    public SamplerCatalog Samplers { get; init; } = SamplerCatalog.BuiltIn;

    /// <summary>The pruners that benchmarks can name.</summary>
    public PrunerCatalog Pruners { get; init; } = PrunerCatalog.BuiltIn;
}
