using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Tests;

public sealed class EnvironmentFileTests : IDisposable
{
    private readonly CliRun _run = new();
    private readonly List<string> _said = [];

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("TUNER_DEFAULT_SAMPLER=tpe", "tpe")]
    [InlineData("\uFEFF# of mine\r\n\r\n  export TUNER_DEFAULT_SAMPLER = tpe # as ever\r\n", "tpe")]
    [InlineData("TUNER_DEFAULT_SAMPLER='tpe'", "tpe")]
    [InlineData("TUNER_DEFAULT_SAMPLER={\"type\": \"tpe\", \"gamma\": 0.2}", "{\"type\": \"tpe\", \"gamma\": 0.2}")]
    [InlineData("TUNER_DEFAULT_SAMPLER=\"{\\\"type\\\": \\\"tpe\\\"}\"", "{\"type\": \"tpe\"}")]
    [InlineData("TUNER_DEFAULT_SAMPLER=gp\nTUNER_DEFAULT_SAMPLER=tpe", "tpe")]
    [InlineData("TUNER_DEFAULT_SAMPLER=\nno line of ours\n=\n", "")]
    public void Read_ASetting_IsItsValue(string text, string value)
    {
        Assert.Equal(value, Read(text)["TUNER_DEFAULT_SAMPLER"]);
        Assert.Empty(_said);
    }

    [Fact]
    public void Read_AllSettingsThatItMaySet_AndNoneOfAConnection()
    {
        Assert.Equal(EnvironmentFile.Settings, Read(string.Join('\n', EnvironmentFile.Settings.Select(name => $"{name}=1"))).Keys);
        Assert.Equal(
            ["TUNER_DEFAULT_SAMPLER", "TUNER_DEFAULT_PRUNER", "TUNER_DEFAULT_PARALLELISM", "TUNER_MIN_FREE"], EnvironmentFile.Settings);
    }

    [Fact]
    public void Read_OtherNames_AreNamedInOneLine_WithoutTheirValues()
    {
        const string Text = "TUNER_STORAGE=hush\nTUNER_SERVER=hush\nAPI_KEY='hush\nTUNER_DEFAULT_SAMPLER=tpe'\nAPI_KEY=hush\n"
            + "MIIEvQhushed=\ntuner_default_sampler=hush";

        Assert.Empty(Read(Text));

        var line = Assert.Single(_said);
        Assert.StartsWith(".env: ignored TUNER_STORAGE, TUNER_SERVER, API_KEY, 2 more; it may set TUNER_", line, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFile_OrADirectoryOfThatName_SaysNothing()
    {
        Assert.Empty(EnvironmentFile.Read(_run.Files, _said.Add));
        Directory.CreateDirectory(Path.Combine(_run.Files, ".env"));
        Assert.Empty(EnvironmentFile.Read(_run.Files, _said.Add));
        Assert.Empty(_said);
    }

    private IReadOnlyDictionary<string, string> Read(string text)
    {
        _run.File(".env", text);
        return EnvironmentFile.Read(_run.Files, _said.Add);
    }
}
