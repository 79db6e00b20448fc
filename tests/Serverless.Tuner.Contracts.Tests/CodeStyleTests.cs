using System.Text.RegularExpressions;
using Serverless.Tuner.TestKit;
using Xunit;

namespace Serverless.Tuner.Contracts.Tests;

/// <summary>What the code style asks for and no analyzer of the SDK knows; the rest is in <c>.editorconfig</c>.</summary>
public sealed partial class CodeStyleTests
{
    private const int LongestLine = 140;
    private static readonly string[] Folders = ["bench", "samples", "src", "tests"];

    [GeneratedRegex(@"^\s*(if|else if) \([^{]*\)$")]
    private static partial Regex Condition { get; }

    [GeneratedRegex(@"^\s*(return|throw|continue|break)\b[^{]*;$")]
    private static partial Regex Jump { get; }

    [Fact]
    public void Lines_AreAtMost140CharactersLong() => Assert.Empty(Wrong((line, _) => line.Length > LongestLine));

    [Fact]
    public void Arrows_EndALineAndBeginNone() =>
        Assert.Empty(Wrong((line, _) => line.TrimStart().StartsWith("=>", StringComparison.Ordinal)));

    [Fact]
    public void Jumps_StandBehindTheirConditionWhereThereIsRoom() => Assert.Empty(Wrong(
        (line, before) => Jump.IsMatch(line) && Condition.IsMatch(before) && before.Length + 1 + line.TrimStart().Length <= LongestLine));

    /// <summary>The places of lines that are wrong, each with the one before it. Texts of several lines are as long as they are.</summary>
    private static IEnumerable<string> Wrong(Func<string, string, bool> isWrong)
    {
        foreach (var file in Folders.SelectMany(Sources))
        {
            var (before, inText) = ("", false);
            foreach (var (number, line) in File.ReadAllLines(Path.Combine(Repository.Root, file)).Index())
            {
                var quotes = line.Split("\"\"\"").Length - 1;
                if (!inText && quotes == 0 && isWrong(line, before)) yield return $"{file}:{number + 1}: {line.Trim()}";
                if (quotes % 2 == 1) inText = !inText;
                before = line;
            }
        }
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
}
