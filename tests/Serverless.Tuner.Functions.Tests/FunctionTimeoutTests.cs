using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Where the limit of the Functions host comes from.</summary>
public sealed class FunctionTimeoutTests(TunerApps apps) : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("functiontimeout-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("""{"version":"2.0","functionTimeout":"00:10:00"}""", 600)]
    [InlineData("""{"version":"2.0","FunctionTimeout":"01:00:00"}""", 3600)]
    [InlineData("""{"functionTimeout":"1.00:00:00", // a day""" + "\n}", 86_400)]
    [InlineData("""{"version":"2.0"}""", null)]
    [InlineData("""{"functionTimeout":"-1"}""", null)]
    [InlineData("""{"functionTimeout":-1}""", null)]
    [InlineData("""{"functionTimeout":null}""", null)]
    [InlineData(null, null)]
    public void Read_HostJson_TakesItsTimeAndNoneWhereThereIsNone(string? hostJson, int? seconds)
    {
        if (hostJson is not null) File.WriteAllText(HostJson, hostJson);

        Assert.Equal(seconds, FunctionTimeout.Read(Settings())?.Value.TotalSeconds);
    }

    [Theory, InlineData("ten minutes"), InlineData("00:00:00"), InlineData("00:99:00")]
    public void Read_NoTime_SaysWhereItStands(string text)
    {
        File.WriteAllText(HostJson, $$"""{"functionTimeout":"{{text}}"}""");

        var e = Assert.Throws<InvalidOperationException>(() => FunctionTimeout.Read(Settings()));

        Assert.Equal($"functionTimeout in {HostJson} is '{text}'; it must be a time such as 00:10:00, or -1 for no limit.", e.Message);
    }

    [Theory, InlineData("00:00:30", 30), InlineData("-1", null)]
    public void Read_SettingOfTheFunctionsHost_WinsOverHostJson(string setting, int? seconds)
    {
        File.WriteAllText(HostJson, """{"functionTimeout":"00:10:00"}""");

        Assert.Equal(seconds, FunctionTimeout.Read(Settings(("AzureFunctionsJobHost:functionTimeout", setting)))?.Value.TotalSeconds);
    }

    [Fact]
    public void Read_NoDirectoryOfTheFunctionsHost_LooksBesideTheApp()
    {
        // The function app's host.json is copied beside this test with the app itself.
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "host.json")));

        Assert.Equal(600, FunctionTimeout.Read(new ConfigurationBuilder().Build())?.Value.TotalSeconds);
    }

    [Fact]
    public void EmbeddedHost_WithTheSameHostJson_SetsNoLimit() => Assert.Null(apps.App.Services.GetService<FunctionTimeout>());

    private string HostJson => Path.Combine(_directory, "host.json");

    private IConfiguration Settings(params IEnumerable<(string Name, string Value)> settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(
            settings.Append(("FUNCTIONS_APPLICATION_DIRECTORY", _directory))
                .Select(s => new KeyValuePair<string, string?>(s.Item1, s.Item2)))
        .Build();
}
