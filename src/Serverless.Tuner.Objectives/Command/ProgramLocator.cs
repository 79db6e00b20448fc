namespace Serverless.Tuner.Objectives.Command;

/// <summary>Finds programs as a shell does, so that a missing one is told apart from one that fails.</summary>
internal static class ProgramLocator
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The path of a program: one with a slash is relative to <paramref name="directory"/>, another is looked up on
    /// <paramref name="path"/>. Null when there is none that can be executed.</summary>
    public static string? Find(string program, string directory, string? path)
    {
        if (program.Contains('/', StringComparison.Ordinal) || Path.IsPathRooted(program))
            return Candidates(Path.GetFullPath(program, directory)).FirstOrDefault(CanExecute);
        return (path ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Candidates(Path.GetFullPath(Path.Combine(folder, program), directory)))
            .FirstOrDefault(CanExecute);
    }

    private static IEnumerable<string> Candidates(string path) => OperatingSystem.IsWindows() && !Path.HasExtension(path)
        ? [path + ".exe", path + ".cmd", path + ".bat"]
        : [path];

    private static bool CanExecute(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);
}
