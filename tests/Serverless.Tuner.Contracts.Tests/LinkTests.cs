using System.Text.RegularExpressions;
using Serverless.Tuner.TestKit;
using Xunit;

namespace Serverless.Tuner.Contracts.Tests;

/// <summary>Links from page to page of the documentation lead somewhere: to a file that is there, and to a heading that it has.</summary>
public sealed partial class LinkTests
{
    [GeneratedRegex(@"\]\((?<link>[^)\s]+)\)")]
    private static partial Regex Link { get; }

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex Code { get; }

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkInHeading { get; }

    [GeneratedRegex(@"[^\p{L}\p{N}_\- ]")]
    private static partial Regex NotInAnchor { get; }

    [Fact]
    public void Links_OfThePages_LeadToFilesAndHeadings()
    {
        var pages = Pages().ToArray();
        Assert.True(pages.Length > 30, $"Only {pages.Length} pages were found.");
        Assert.Empty(pages.SelectMany(Broken));
    }

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(new[] { "docs", "samples", "bench", "clients" }
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories)))
            .Where(page => !Path.GetRelativePath(Repository.Root, page).Split(Path.DirectorySeparatorChar)
                .Any(part => part is "node_modules" or "bin" or "obj"));

    private static IEnumerable<string> Broken(string page)
    {
        foreach (var link in Link.Matches(Text(page)).Select(match => match.Groups["link"].Value))
        {
            if (link.Contains("://", StringComparison.Ordinal) || link.StartsWith("mailto:", StringComparison.Ordinal)) continue;
            var (path, anchor) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, "");
            var target = path.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, path));
            if (!Path.Exists(target)) yield return $"{page}: there is no {link}";
            else if (anchor.Length > 0 && Path.GetExtension(target) == ".md" && !Anchors(target).Contains(anchor))
                yield return $"{page}: {link} has no such heading";
        }
    }

    private static HashSet<string> Anchors(string page) =>
        [.. Heading.Matches(Text(page)).Select(match => Anchor(match.Groups["text"].Value))];

    private static string Anchor(string heading) =>
        NotInAnchor.Replace(LinkInHeading.Replace(heading, "${text}").Trim().ToLowerInvariant(), "").Replace(' ', '-');

    private static string Text(string page) => Code.Replace(File.ReadAllText(page), "");
}
