namespace Serverless.Tuner.Cli;

/// <summary>An error for people to act on, which ends the command with one of <see cref="Cli.ExitCode"/>.</summary>
internal sealed class CliException(string message, int exitCode) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
