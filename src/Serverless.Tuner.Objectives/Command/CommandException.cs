namespace Serverless.Tuner.Objectives.Command;

/// <summary>A program that ended with an exit code other than 0; another attempt may go better.</summary>
public sealed class CommandException : Exception
{
    /// <summary>Says how it ended, with the last it printed.</summary>
    public CommandException(string message)
        : base(message)
    {
    }
}
