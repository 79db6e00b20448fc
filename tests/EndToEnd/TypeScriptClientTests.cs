using System.Text.RegularExpressions;

namespace Serverless.Tuner.EndToEnd;

/// <summary>The tests of the TypeScript client, by Node's own runner, with a server to talk to.</summary>
public sealed class TypeScriptClientTests
{
    [Fact]
    public async Task Tests_OfTheClient_PassAgainstAServer()
    {
        var built = TypeScriptClient.BuildAsync();
        await using var served = await Served.StartAsync();
        await built;

        var printed = await TypeScriptClient.RunAsync("npm", ["test"], new Dictionary<string, string>
        {
            ["TUNER_SERVER"] = served.Url.AbsoluteUri,
            ["TUNER_KEY"] = (await File.ReadAllTextAsync(Path.Combine(served.Data, "token"))).Trim(),
            ["NO_COLOR"] = "1",
        });

        Assert.InRange(Count("pass", printed), 1, int.MaxValue);
        Assert.Equal((0, 0, 0), (Count("fail", printed), Count("cancelled", printed), Count("skipped", printed)));
        Assert.DoesNotContain("TUNER_SERVER names none", printed, StringComparison.Ordinal); // A suite that is skipped counts as no test.
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Join('\n', printed.Split('\n').Where(l => l.Contains("the loop costs", StringComparison.Ordinal)
                || l.Contains("bytes, compressed", StringComparison.Ordinal))));
    }

    private static int Count(string word, string printed)
    {
        var line = Regex.Match(printed, $@"^\S+ {word} (\d+)", RegexOptions.Multiline);
        Assert.True(line.Success, printed);
        return int.Parse(line.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }
}
