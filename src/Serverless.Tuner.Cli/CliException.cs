namespace Serverless.Tuner.Cli;

/// <summary>Something that people can read and act on; it ends the command with an exit code.</summary>
internal sealed class CliException(string message, int exitCode) : Exception(message)
{
    /// <summary>What the process ends with: one of <see cref="Cli.ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
