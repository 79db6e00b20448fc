namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// The script in a command like <c>python3 train.py</c>: it runs from its own folder, so that it finds its modules, <c>../lib</c> and
/// <c>__file__</c>, and its error messages name the author's file.
/// </summary>
internal static class ScriptArgument
{
    /// <summary>The command with the full path of its script, the first argument that looks like a path and names a file.</summary>
    public static IReadOnlyList<string> Resolve(IReadOnlyList<string> command, string source)
    {
        for (var i = 1; i < command.Count; i++)
        {
            // The argument after -c is code, not a file.
            if (!IsPath(command[i]) || command[i - 1] is ['-', .., 'c']) continue;
            var path = Path.GetFullPath(command[i], source);
            if (File.Exists(path)) return [.. command.Take(i), path, .. command.Skip(i + 1)];
        }

        return command;
    }

    private static bool IsPath(string argument) =>
        !argument.StartsWith('-')
            && argument.AsSpan().IndexOfAny('.', '/', Path.DirectorySeparatorChar) >= 0 && argument.AsSpan().IndexOfAny('{', '}') < 0;
}
