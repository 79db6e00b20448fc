namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// The script in a command like <c>python3 train.py</c>: it is run from where it is, so that it finds what lies around it
/// (<c>__file__</c>, <c>../lib</c>, its modules) and its error messages name the file that its author knows.
/// </summary>
internal static class ScriptArgument
{
    /// <summary>The command with its script's full path: that of the first argument that is written like a path and names a file.</summary>
    /// <param name="command">The program and its arguments, before placeholders are replaced.</param>
    /// <param name="source">What a relative path starts from.</param>
    public static IReadOnlyList<string> Resolve(IReadOnlyList<string> command, string source)
    {
        for (var i = 1; i < command.Count; i++)
        {
            // What follows -c is a line of a shell, not a file.
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
