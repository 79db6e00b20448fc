namespace Serverless.Tuner.Cli;

/// <summary>An error for people to act on, which ends the command with one of <see cref="Cli.ExitCode"/>.</summary>
/// <param name="message">What is wrong, on one line: a line break in it might be a user's, and is shown as <c>\n</c>.</param>
/// <param name="exitCode">What the command ends with.</param>
/// <param name="details">What is wrong in particular, each shown on a line of its own below.</param>
internal sealed class CliException(string message, int exitCode, IReadOnlyList<string>? details = null) : Exception(message)
{
    public IReadOnlyList<string> Details { get; } = details ?? [];

    public int ExitCode { get; } = exitCode;
}
