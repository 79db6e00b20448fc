using System.Text.RegularExpressions;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EndToEnd;

/// <summary>A block of commands in a page of the documentation.</summary>
/// <param name="Page">The page, from the top of the repository.</param>
/// <param name="Line">The block's first line.</param>
/// <param name="Language">What stands behind its fence: <c>sh</c> for what is run as it stands.</param>
/// <param name="Mark">What the comment before it says: <c>run by: Tests</c> or <c>not run: reason</c>; null without one.</param>
/// <param name="Text">The commands.</param>
internal sealed partial record DocumentedCommands(string Page, int Line, string Language, string? Mark, string Text)
{
    private static readonly string[] s_folders = ["docs", "samples", "bench", "clients"];

    public bool IsRun => Language == "sh" && Mark is null;

    [GeneratedRegex(
        @"(?:^<!-- (?<mark>(?:run by|not run): [^\n]+?) -->\n)?^```(?<language>\w*)\n(?<text>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block { get; }

    // What a line of a block begins with that is typed into a shell.
    [GeneratedRegex(
        @"^\(?(\S*/)?(tuner|python3?|pip3?|npm|npx|node|dotnet|docker|azd|az|func|curl|git|cd|cp|export|coverage|mutate|[A-Z_]+=\S+) ",
        RegexOptions.Multiline)]
    private static partial Regex Command { get; }

    /// <summary>Those of all pages.</summary>
    public static IEnumerable<DocumentedCommands> All() =>
        Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(s_folders.SelectMany(
                folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories)))
            .Where(page => !page.Split(Path.DirectorySeparatorChar).Any(part => part is "node_modules" or "bin" or "obj"))
            .Order(StringComparer.Ordinal).SelectMany(Of);

    private static IEnumerable<DocumentedCommands> Of(string page)
    {
        var text = File.ReadAllText(page);
        foreach (Match block in Block.Matches(text))
        {
            var (language, commands) = (block.Groups["language"].Value, block.Groups["text"].Value);
            if (language is not ("" or "sh") || (language.Length == 0 && !Command.IsMatch(commands))) continue;
            var mark = block.Groups["mark"];
            yield return new(
                Path.GetRelativePath(Repository.Root, page), 1 + text.AsSpan(0, block.Index).Count('\n'), language,
                mark.Success ? mark.Value : null, commands);
        }
    }
}
