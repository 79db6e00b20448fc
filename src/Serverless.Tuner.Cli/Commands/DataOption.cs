using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>--data</c>.</summary>
internal static class DataOption
{
    public static Option<string?> Create() => new("--data")
    {
        Description = $"where studies are kept (default: {DataDirectory.Variable}, then .tuner/ at the repository's top)",
        HelpName = "DIR",
    };
}
