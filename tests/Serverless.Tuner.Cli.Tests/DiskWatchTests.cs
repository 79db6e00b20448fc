using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Tests;

public sealed class DiskWatchTests
{
    [Theory]
    [InlineData("100KB", 100_000)]
    [InlineData("64 mb", 64_000_000)]
    [InlineData("1.5GB", 1_500_000_000)]
    [InlineData("0", 0)]
    [InlineData("512B", 512)]
    public void Parse_Size_IsBytes(string text, long bytes) => Assert.Equal(bytes, DiskWatch.Parse(text));

    [Theory]
    [InlineData("much")]
    [InlineData("-1MB")]
    [InlineData("64TB")]
    [InlineData("99999999999999999999GB")]
    public void Parse_NoSize_NamesTheVariable(string text) =>
        Assert.StartsWith(DiskWatch.Variable, Assert.Throws<CliException>(() => DiskWatch.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Watch_LessFreeThanWanted_SaysSoOnce()
    {
        var (told, said) = (new List<bool>(), new List<string>());

        await using (new DiskWatch(Path.GetTempPath(), long.MaxValue, told.Add, said.Add))
        {
            Assert.Equal([true], told);
            Assert.Contains(DiskWatch.Variable, Assert.Single(said), StringComparison.Ordinal);
        }
    }
}
