namespace Serverless.Tuner.Cli.Moving;

/// <summary>Files that are about to be written.</summary>
internal static class NewFiles
{
    private const int MostNamed = 20;

    /// <summary>Says which of them are there already, before any is written.</summary>
    /// <exception cref="CliException">One is.</exception>
    public static void Require(IEnumerable<string> paths)
    {
        string[] there = [.. paths.Where(File.Exists)];
        if (there.Length == 0) return;
        throw there is [var path]
            ? new CliException($"{path} is there already, and is not overwritten without --force.", ExitCode.InvalidInput)
            : new CliException(
                $"{there.Length} files are there already, and are not overwritten without --force:", ExitCode.InvalidInput,
                [.. there.Take(MostNamed)]);
    }
}
