using System.Text;

namespace Serverless.Tuner.Objectives.Tests.Command;

public sealed class LineReaderTests
{
    [Fact]
    public async Task ReadAsync_Lines_AreGivenWithoutTheirEnds() =>
        Assert.Equal(["one", "", "größer", "last"], (await ReadAllAsync("\uFEFFone\r\n\ngrößer\nlast")).Select(l => l.Text));

    [Fact]
    public async Task ReadAsync_LineOfExactlyTheLimit_IsWhole()
    {
        var line = Assert.Single(await ReadAllAsync(new string('a', LineReader.LongestLine) + "\n"));
        Assert.Equal((LineReader.LongestLine, false), (line.Text.Length, line.Cut));
    }

    [Fact]
    public async Task ReadAsync_LongerLine_IsCutAndTheNextIsWhole()
    {
        var lines = await ReadAllAsync(new string('a', LineReader.LongestLine + 1) + "\nnext\n");
        Assert.Equal((LineReader.LongestLine, true), (lines[0].Text.Length, lines[0].Cut));
        Assert.Equal(("next", false), lines[1]);
    }

    [Theory]
    [InlineData("10%\r50%\r100%\r{\"value\": 0.5}\n", "{\"value\": 0.5}")]
    [InlineData("100%\r\n", "100%")]
    [InlineData("100%\r   \r\r\n", "100%")]
    [InlineData("100%\r    done", "done")]
    [InlineData("a\rb\nc\n", "b", "c")]
    [InlineData("a\r", "a")]
    public async Task ReadAsync_CarriageReturn_GivesWhatWasWrittenLast(string text, params string[] lines) =>
        Assert.Equal(lines, (await ReadAllAsync(text)).Select(line => line.Text));

    [Fact]
    public async Task ReadAsync_ProgressBarOfMegabytes_StillGivesWhatFollows() => Assert.Equal(
        ("end", false), Assert.Single(await ReadAllAsync(string.Concat(Enumerable.Repeat("progress\r", 300_000)) + "end\n")));

    [Fact]
    public async Task ReadAsync_LongPartBeforeAReturn_DoesNotCutTheLastOne() => Assert.Equal(
        ("end", false), Assert.Single(await ReadAllAsync(new string('a', LineReader.LongestLine + 1) + "\rend\n")));

    private static async Task<List<(string Text, bool Cut)>> ReadAllAsync(string text)
    {
        var reader = new LineReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), Task.CompletedTask);
        var lines = new List<(string Text, bool Cut)>();
        while (await reader.ReadAsync(default) is { } line) lines.Add(line);
        return lines;
    }
}
