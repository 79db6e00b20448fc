using System.Xml.Linq;
using Serverless.Tuner.TestKit;
using Xunit;

namespace Serverless.Tuner.Architecture.Tests;

/// <summary>Which project refers to which, as docs/architecture.md draws it.
/// What is referred to comes along with what it refers to itself.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Expected = new()
    {
        ["Contracts"] = [],
        ["Core"] = ["Contracts"],
        ["Client"] = ["Contracts"],
        ["Storage"] = ["Core"],
        ["Objectives"] = ["Core"],
        ["Outbound"] = [],
        ["Evaluation"] = ["Objectives", "Outbound", "Storage"],
        ["Functions"] = ["Evaluation"],
        ["Testing"] = ["Objectives"],
        ["EmbeddedHost"] = [],
        ["Cli"] = ["Client", "EmbeddedHost", "Functions"],
    };

    private static readonly string s_src = Path.Combine(Repository.Root, "src");

    public static TheoryData<string> Projects =>
        [.. Directory.GetDirectories(s_src, "Serverless.Tuner.*").Select(folder => Path.GetFileName(folder)["Serverless.Tuner.".Length..])];

    [Theory, MemberData(nameof(Projects))]
    public void ProjectOfSrc_RefersToWhatItMay(string project)
    {
        var references = XDocument.Load(Path.Combine(s_src, $"Serverless.Tuner.{project}", $"Serverless.Tuner.{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(
                reference => Path.GetFullPath(Path.Combine(s_src, $"Serverless.Tuner.{project}", reference.Attribute("Include")!.Value)))
            .Where(path => path.StartsWith(s_src, StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path)["Serverless.Tuner.".Length..])
            .Order(StringComparer.Ordinal);

        Assert.True(Expected.TryGetValue(project, out var expected), $"{project} has no place in the picture yet.");
        Assert.Equal(expected, references);
    }
}
