using System.Text.RegularExpressions;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>
/// The file <c>.env</c> of the folder where a server starts. It may come with somebody's repository, so it sets only how studies run here,
/// never where they are kept, whom this program talks to, or a key. Its values go to the server alone, not into the environment.
/// </summary>
internal static partial class EnvironmentFile
{
    private const string Name = ".env";
    private const int MostNamed = 10;
    private const int MostBytes = 1_000_000;

    /// <summary>The settings that the file may set.</summary>
    public static readonly IReadOnlyList<string> Settings = [.. StudyDefaults.Settings, DiskWatch.Variable];

    /// <summary>The settings in the file of a folder that the environment does not have; a line names what else is there.</summary>
    public static IReadOnlyDictionary<string, string> Read(string folder, Action<string> say)
    {
        var settings = new Dictionary<string, string>();
        var ignored = new List<string>();
        foreach (Match match in Line.Matches(Text(Path.Combine(folder, Name), say)))
        {
            var name = match.Groups["name"].Value;
            if (!Settings.Contains(name)) ignored.Add(name);
            else if (Environment.GetEnvironmentVariable(name) is null) settings[name] = Value(match.Groups["value"].Value.Trim());
        }

        if (ignored.Count > 0) say(Ignored([.. ignored.Distinct()]));
        return settings;
    }

    // As dotenv files are written: `export` may stand in front, quotes hold several lines, a # begins a comment.
    [GeneratedRegex(
        """
        ^\s*(?:export\s+)?(?<name>[A-Za-z_][A-Za-z0-9_.]*)[ \t]*=[ \t]*
        (?<value>'[^']*'|"(?:\\.|[^"\\])*"|[^#\r\n]*)[ \t]*(?:\#[^\r\n]*)?\r?$
        """,
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
            | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Line { get; }

    // What does not look like the name of a variable may be a part of a secret that takes several lines.
    [GeneratedRegex("^[A-Z][A-Z0-9_]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Variable { get; }

    private static string Text(string path, Action<string> say)
    {
        try
        {
            var file = new FileInfo(path); // A Python environment is often a directory of that name.
            if (!file.Exists) return "";
            if (file.Length <= MostBytes) return File.ReadAllText(path);
            say($"{path} is too large to be read: more than {MostBytes} bytes.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            say($"{path} cannot be read: {e.Message}");
        }

        return "";
    }

    private static string Value(string text) => text switch
    {
        ['\'', .. var inner, '\''] => inner,
        ['"', .. var inner, '"'] => inner.Replace("\\\"", "\"", StringComparison.Ordinal),
        _ => text,
    };

    private static string Ignored(IReadOnlyList<string> names)
    {
        string[] shown = [.. names.Where(name => Variable.IsMatch(name)).Take(MostNamed)];
        string[] all = shown.Length == names.Count ? shown : [.. shown, $"{names.Count - shown.Length} more"];
        return $"{Name}: ignored {string.Join(", ", all)}; it may set {string.Join(", ", Settings)}.";
    }
}
