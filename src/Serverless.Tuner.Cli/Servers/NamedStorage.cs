namespace Serverless.Tuner.Cli.Servers;

/// <summary>A storage that an option or a variable names, to be used instead of a local Azurite.</summary>
internal sealed record NamedStorage(string ConnectionString, string NamedBy)
{
    public const string Variable = "TUNER_STORAGE";

    public const string Option = "--connection";

    /// <summary>The option with a file that holds a connection string, so that its key is on no command line.</summary>
    public const string FileOption = "--connection-file";

    /// <summary>What was named: by an option, else by a file, else by <see cref="Variable"/>; null when nothing was.</summary>
    public static NamedStorage? Find(string? connection = null, string? file = null)
    {
        if (connection is not null && file is not null)
            throw new CliException($"{Option} and {FileOption} both name a storage; give one of them.", ExitCode.InvalidInput);
        if (connection is not null) return new NamedStorage(connection, Option);
        if (file is not null) return new NamedStorage(Read(file), FileOption);
        return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable ? new NamedStorage(variable, Variable) : null;
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadLines(file).Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0)
                ?? throw new CliException($"{FileOption}: {file} is empty.", ExitCode.InvalidInput);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{FileOption}: {e.Message}", ExitCode.InvalidInput);
        }
    }
}
