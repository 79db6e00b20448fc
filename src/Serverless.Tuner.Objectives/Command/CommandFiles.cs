namespace Serverless.Tuner.Objectives.Command;

/// <summary>Looks for a command's files before its first trial: without one of them, each trial would fail alike.</summary>
internal static class CommandFiles
{
    private static readonly HashSet<string> ScriptEndings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".py", ".sh", ".bash", ".js", ".mjs", ".cjs", ".ts", ".r", ".jl", ".rb", ".pl", ".php", ".lua", ".cs", ".dll", ".jar", ".ps1",
    };

    private static readonly string[] Interpreters =
    [
        "python", "pypy", "sh", "bash", "dash", "zsh", "node", "deno", "bun", "Rscript", "julia", "ruby", "perl", "php", "lua", "dotnet",
        "java", "pwsh",
    ];

    // The argument that follows is code, or a module.
    private static readonly string[] CodeOptions = ["-c", "-e", "-m", "-r", "--eval", "-Command"];

    /// <summary>What is not there, by its field in the study file.</summary>
    /// <param name="objective">The program with its arguments.</param>
    /// <param name="source">The directory that relative paths start from.</param>
    public static IEnumerable<FieldError> Check(ObjectiveSpec objective, string source)
    {
        if (objective.Command is not { Count: > 0 } command) yield break;
        if (!Directory.Exists(source))
        {
            yield return new("/objective/workingDirectory", $"there is no directory '{source}'");
            yield break;
        }

        if (!HasProgram(command[0], source, objective))
            yield return new("/objective/command/0", NoProgram(command[0], source));
        if (MissingScript(command, source) is { } script)
            yield return new($"/objective/command/{script}", $"there is no file '{Path.GetFullPath(command[script], source)}'");
    }

    private static string NoProgram(string program, string source) =>
        program.Contains('/', StringComparison.Ordinal) && File.Exists(Path.GetFullPath(program, source))
            ? $"'{program}' may not be executed: `chmod +x {program}` in '{source}' lets it"
            : $"there is no program '{program}' that can be executed (looked from '{source}')";

    // A study may give its trials another PATH, also one that its parameters are part of.
    private static bool HasProgram(string program, string source, ObjectiveSpec objective) =>
        objective.Environment?.ContainsKey("PATH") == true
            || ProgramLocator.Find(program, source, Environment.GetEnvironmentVariable("PATH")) is not null;

    /// <summary>The index of the argument that an interpreter is to run; null when it is there, or none is certain to be a file.</summary>
    private static int? MissingScript(IReadOnlyList<string> command, string source)
    {
        var interpreter = Path.GetFileNameWithoutExtension(command[0]).TrimEnd("0123456789.".ToCharArray());
        if (!Interpreters.Contains(interpreter)) return null;
        for (var i = 1; i < command.Count && !CodeOptions.Contains(command[i]); i++)
            if (ScriptEndings.Contains(Path.GetExtension(command[i])) && command[i].AsSpan().IndexOfAny('{', '}') < 0)
                return File.Exists(Path.GetFullPath(command[i], source)) ? null : i;
        return null;
    }
}
