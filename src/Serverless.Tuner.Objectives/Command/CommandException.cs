namespace Serverless.Tuner.Objectives.Command;

/// <summary>A program that ended with an exit code other than 0; another attempt may succeed.</summary>
/// <param name="message">How it ended, with the last it printed.</param>
public sealed class CommandException(string message) : Exception(message);
