using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.EmbeddedHost.Durable.AzureStorage;

namespace Serverless.Tuner.EmbeddedHost.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void HostJson_OfTheProject_IsUnderstood()
    {
        var settings = HostSettings.Read(Path.Combine(TestKit.Repository.Root, "host.json"));

        Assert.Equal(new HostSettings(string.Empty, 16), settings);
    }

    [Fact]
    public void HostJson_OfTheProject_HasTheTimeOutsOfThisHost()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestKit.Repository.Root, "host.json")));
        var storage = document.RootElement.GetProperty("extensions").GetProperty("durableTask").GetProperty("storageProvider");

        Assert.All(
            ["controlQueueVisibilityTimeout", "workItemQueueVisibilityTimeout"],
            name =>
                Assert.Equal(
                    AzureStorageEngine.VisibilityTimeout,
                    TimeSpan.Parse(storage.GetProperty(name).GetString()!, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void HostJson_ThatSaysNothing_HasTheDefaults()
    {
        using var file = new TemporaryFile("{}");

        Assert.Equal("api", HostSettings.Read(file.Path).RoutePrefix);
        Assert.Equal(HostSettings.Read(null), HostSettings.Read(file.Path));
    }

    [Theory, InlineData("no json"), InlineData("""{"extensions":{"http":{"routePrefix":7}}}""")]
    public void HostJson_ThatIsNotValid_IsNamed(string text)
    {
        using var file = new TemporaryFile(text);

        var thrown = Assert.Throws<InvalidDataException>(() => HostSettings.Read(file.Path));
        Assert.Contains(file.Path, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_ComeFromTheFileTheEnvironmentAndTheCaller()
    {
        Environment.SetEnvironmentVariable("TUNER_TEST_B", "environment");
        Environment.SetEnvironmentVariable("TUNER_TEST_C", "environment");
        using var file = new TemporaryFile("""{"Values":{"TUNER_TEST_A":"file","TUNER_TEST_B":"file","TUNER_TEST_C":"file","Section__Key":"nested","AzureWebJobsStorage":"UseDevelopmentStorage=true"}}""");
        var options = new EmbeddedHostOptions
        {
            FunctionAssemblies = [],
            LocalSettingsPath = file.Path,
            Settings = new Dictionary<string, string?> { ["TUNER_TEST_C"] = "caller" },
        };
        IConfiguration? seen = null;

        await using var host = EmbeddedFunctionHost.Create(options, (_, configuration) => seen = configuration);

        Assert.Equal(
            ["file", "environment", "caller", "nested"],
            new[] { "TUNER_TEST_A", "TUNER_TEST_B", "TUNER_TEST_C", "Section:Key" }.Select(key => seen![key]));
    }
}
