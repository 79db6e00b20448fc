using System.Text.Json;
using System.Text.RegularExpressions;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Infrastructure.Tests;

/// <summary>What a deployment would create, as the compiler predicts it; with <c>TUNER_UPDATE_DOCS=1</c> in the environment the
/// approved predictions are written anew.</summary>
public sealed partial class PredictedResourcesTests(BicepCompiler bicep)
{
    private static readonly string[] AppRoles =
    [
        "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", // Storage Table Data Contributor
        "3913510d-42f4-4e42-8a64-420c390055eb", // Monitoring Metrics Publisher
        "974c5e8b-45b9-4653-ba55-5f855dd0fb88", // Storage Queue Data Contributor
        "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", // Storage Blob Data Owner
    ];

    private const string SchedulerRole = "0ad04412-c4d5-4796-b79c-f76d14c8d402";

    private static readonly string Approved = Path.Combine(Repository.Root, "tests", "Serverless.Tuner.Infrastructure.Tests", "Approved");

    private string Main => Path.Combine(bicep.Infra, "main.bicepparam");

    private string Everything => Path.Combine(bicep.Parameters, "everything.bicepparam");

    [Theory, InlineData("main"), InlineData("everything")]
    public async Task Snapshot_Parameters_PredictWhatWasApproved(string name)
    {
        var file = Path.Combine(Approved, $"{name}.snapshot.json");

        var predicted = await bicep.PredictAsync(name == "main" ? Main : Everything);

        if (Environment.GetEnvironmentVariable("TUNER_UPDATE_DOCS") == "1") await File.WriteAllTextAsync(file, predicted);
        else Assert.Equal(await File.ReadAllTextAsync(file), predicted);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Storage_OfTheApp_TakesIdentitiesOnly(bool everything)
    {
        var resources = await bicep.ResourcesAsync(everything ? Everything : Main);

        var account = Assert.Single(Of(resources, "Microsoft.Storage/storageAccounts")).GetProperty("properties");
        Assert.False(account.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.False(account.GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.True(account.GetProperty("supportsHttpsTrafficOnly").GetBoolean());
        Assert.Equal("TLS1_2", account.GetProperty("minimumTlsVersion").GetString());
        Assert.Equal(everything ? "Disabled" : "Enabled", account.GetProperty("publicNetworkAccess").GetString());
        var containers = Of(resources, "Microsoft.Storage/storageAccounts/blobServices/containers").ToList();
        Assert.Equal(["app-package", "tuner-artifacts"], containers.Select(c => c.GetProperty("name").GetString()!.Split('/')[^1]));
        Assert.All(containers, c => Assert.Equal("None", c.GetProperty("properties").GetProperty("publicAccess").GetString()));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task App_Settings_NameItsIdentityAndNoSecret(bool everything)
    {
        var resources = await bicep.ResourcesAsync(everything ? Everything : Main);

        var settings = Assert.Single(Of(resources, "Microsoft.Web/sites/config")).GetProperty("properties")
            .EnumerateObject().ToDictionary(s => s.Name, s => s.Value.GetString()!);
        Assert.Equal("managedidentity", settings["AzureWebJobsStorage__credential"]);
        Assert.Equal("true", settings["AzureWebJobsDisableHomepage"]);
        Assert.Equal("flex", settings["TUNER_DEFAULT_METER"]);
        Assert.DoesNotContain("AzureWebJobsStorage", settings.Keys);
        Assert.DoesNotContain("TUNER_ADMIN_KEY", settings.Keys);
        Assert.Equal(everything, settings.ContainsKey("TUNER_ADMIN_KEY_SHA256"));
        Assert.Contains(";Authorization=AAD'", settings["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"], StringComparison.Ordinal);
        Assert.Equal(everything ? "azureManaged" : null,
            settings.GetValueOrDefault("AzureFunctionsJobHost__extensions__durableTask__storageProvider__type"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task App_ItsDoors_AreShutToPasswords(bool everything)
    {
        var resources = await bicep.ResourcesAsync(everything ? Everything : Main);

        var app = Assert.Single(Of(resources, "Microsoft.Web/sites"));
        Assert.Equal("UserAssigned", app.GetProperty("identity").GetProperty("type").GetString());
        var properties = app.GetProperty("properties");
        Assert.True(properties.GetProperty("httpsOnly").GetBoolean());
        Assert.Equal("1.2", properties.GetProperty("siteConfig").GetProperty("minTlsVersion").GetString());
        var config = properties.GetProperty("functionAppConfig");
        Assert.Equal(
            "UserAssignedIdentity",
            config.GetProperty("deployment").GetProperty("storage").GetProperty("authentication").GetProperty("type").GetString());
        Assert.Equal("""{"name":"dotnet-isolated","version":"10.0"}""", JsonSerializer.Serialize(config.GetProperty("runtime")));
        var passwords = Of(resources, "Microsoft.Web/sites/basicPublishingCredentialsPolicies").ToList();
        Assert.Equal(2, passwords.Count);
        Assert.All(passwords, p => Assert.False(p.GetProperty("properties").GetProperty("allow").GetBoolean()));
        var insights = Assert.Single(Of(resources, "Microsoft.Insights/components"));
        Assert.True(insights.GetProperty("properties").GetProperty("DisableLocalAuth").GetBoolean());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Roles_OfTheApp_AreJustThoseThatItNeeds(bool everything)
    {
        var resources = await bicep.ResourcesAsync(everything ? Everything : Main);

        var roles = Of(resources, "Microsoft.Authorization/roleAssignments").ToList();
        Assert.Equal(
            everything ? AppRoles.Append(SchedulerRole).Order(StringComparer.Ordinal) : AppRoles,
            roles.Select(r => r.GetProperty("properties").GetProperty("roleDefinitionId").GetString()!.Split('/')[^1])
                .Order(StringComparer.Ordinal));
        // On one resource each, never on the group.
        Assert.All(roles, r => Assert.Equal(3, r.GetProperty("id").GetString()!.Split("/providers/").Length));
    }

    [Fact]
    public async Task Parameters_FromTheEnvironment_AreTaken()
    {
        var resources = await bicep.ResourcesAsync(
            Main, new() { ["TUNER_MAX_INSTANCES"] = "7", ["TUNER_FLEX_MEMORY_MB"] = "512", ["TUNER_BUDGET_USD"] = "20" });

        var scale = Assert.Single(Of(resources, "Microsoft.Web/sites")).GetProperty("properties").GetProperty("functionAppConfig")
            .GetProperty("scaleAndConcurrency");
        Assert.Equal((512, 7), (scale.GetProperty("instanceMemoryMB").GetInt32(), scale.GetProperty("maximumInstanceCount").GetInt32()));
        var alert = Assert.Single(Of(resources, "Microsoft.Consumption/budgets"));
        Assert.Equal(20, alert.GetProperty("properties").GetProperty("amount").GetInt32());
    }

    [Fact]
    public async Task Network_WhereItIsAskedFor_LeadsToEveryServiceOfTheStorage()
    {
        var resources = await bicep.ResourcesAsync(Everything);

        Assert.Equal(
            ["blob", "queue", "table"],
            Of(resources, "Microsoft.Network/privateEndpoints").Select(e => e.GetProperty("properties")
                .GetProperty("privateLinkServiceConnections")[0].GetProperty("properties").GetProperty("groupIds")[0].GetString()));
        Assert.NotEqual(
            JsonValueKind.Null,
            Assert.Single(Of(resources, "Microsoft.Web/sites")).GetProperty("properties").GetProperty("virtualNetworkSubnetId").ValueKind);
        Assert.Empty(Of(await bicep.ResourcesAsync(Main), "Microsoft.Network/privateEndpoints"));
    }

    [Fact]
    public void Files_OfTheDeployment_HoldNoSecret()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "infra"), "*", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "azure.yaml")).ToList();

        Assert.All(files, file => Assert.DoesNotMatch(SecretText, File.ReadAllText(file)));
        Assert.Matches(SecretText, "AccountKey=abcd");
        Assert.Matches(SecretText, "0123" + new string('a', 40));
    }

    private static IEnumerable<JsonElement> Of(IEnumerable<JsonElement> resources, string type) =>
        resources.Where(r => r.GetProperty("type").GetString() == type);

    /// <summary>A key by its name, or 40 characters in a row, digits among them, as keys have them.</summary>
    [GeneratedRegex(
        @"(AccountKey|SharedAccessKey|SharedAccessSignature|InstrumentationKey|[?&;]sig|password)\s*="
            + "|(?=([A-Za-z+/]*[0-9]){3})[A-Za-z0-9+/]{40,}",
        RegexOptions.IgnoreCase)]
    private static partial Regex SecretText { get; }
}
