using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner memory</c>: what is kept of studies that have ended.</summary>
internal static class MemoryCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var arguments = new StudyArguments(environment);
        var command = new Command("memory", "List, show and forget what is kept of studies that have ended, for the warm starts of others")
        {
            MemoryListCommand.Create(arguments),
            MemoryShowCommand.Create(arguments),
            MemoryForgetCommand.Create(arguments),
        };
        arguments.AddTo(command);
        return command;
    }

    /// <summary>The study that a command is about, by name or id.</summary>
    public static Argument<string> Study(StudyArguments arguments) =>
        StudyName.Required(arguments, "STUDY", "the study, by name or by the id that `memory list` shows");

    /// <summary>What is kept of that study, without its points.</summary>
    public static async Task<MemoryView> FindAsync(TunerClient client, string study, CancellationToken cancellationToken)
    {
        await foreach (var entry in client.ListMemoryAsync(cancellationToken))
            if (entry.Name == study || (Guid.TryParse(study, out var id) && entry.Id == id)) return entry;
        throw new CliException($"Nothing is kept of a study '{study}'.", ExitCode.InvalidInput);
    }
}
