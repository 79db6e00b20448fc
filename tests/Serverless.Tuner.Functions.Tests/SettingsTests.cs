using Microsoft.Extensions.Configuration;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Functions.Settings;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>The app's settings, as the check at its start finds them.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void Check_SeveralWrongSettings_SaysAllOfThemAtOnce()
    {
        var wrong = Wrong(new()
        {
            ["TUNER_MAX_STUDIES"] = "0",
            ["TUNER_ARTIFACT_FILES"] = "many",
            ["TUNER_ADMIN_KEY"] = "hunter2",
            ["TUNER_DEFAULT_SAMPLER"] = "tpee",
            ["TUNER_DEFAULT_METER"] = "consumption",
            ["TUNER_PUBLIC_URL"] = "tuner.example",
            ["MLFLOW_TRACKING_URI"] = "https://ann:hunter3@mlflow.example",
            ["MLFLOW_TRACKING_TOKEN"] = "hunter 4",
        });

        Assert.StartsWith("Settings are wrong:\n- ", wrong, StringComparison.Ordinal);
        Assert.Contains("- TUNER_MAX_STUDIES must be a whole number from 1, not '0'", wrong, StringComparison.Ordinal);
        Assert.Contains("- TUNER_ARTIFACT_FILES must be a whole number from 1 to 1000, not 'many'", wrong, StringComparison.Ordinal);
        Assert.Contains("- TUNER_ADMIN_KEY must be at least 32", wrong, StringComparison.Ordinal);
        Assert.Contains("TUNER_DEFAULT_SAMPLER is wrong: 'tpee' is unknown", wrong, StringComparison.Ordinal);
        Assert.Contains("TUNER_DEFAULT_METER must be 'flex'", wrong, StringComparison.Ordinal);
        Assert.Contains("TUNER_PUBLIC_URL is 'tuner.example'", wrong, StringComparison.Ordinal);
        Assert.Contains("- MLFLOW_TRACKING_URI must be the address of an MLflow server", wrong, StringComparison.Ordinal);
        Assert.Contains("- MLFLOW_TRACKING_TOKEN must be one token", wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_GoodSettings_Passes()
    {
        Assert.Null(Wrong([]));
        Assert.Null(Wrong(new() { ["TUNER_MAX_STUDIES"] = " 3 ", ["TUNER_DEFAULT_METER"] = "flex", ["TUNER_ADMIN_KEY"] = new('k', 32) }));
        Assert.Null(Wrong(new() { ["MLFLOW_TRACKING_URI"] = "http://127.0.0.1:5000/mlflow", ["MLFLOW_TRACKING_TOKEN"] = "a.b-c" }));
    }

    [Fact]
    public void Read_GoodSettings_AreTheOptions()
    {
        var wrong = new List<string>();
        var options = OptionsReader.Read<AppOptions>(
            Of(new() { ["TUNER_MAX_STUDIES"] = "3", ["TUNER_ARTIFACT_FILE_MB"] = "50000" }), wrong);

        Assert.Empty(wrong);
        Assert.Equal((3, 50_000, 20, 1_000),
            (options.MaxStudies, options.ArtifactFileMb, options.ArtifactFiles, options.ArtifactTrialMb));
    }

    [Theory]
    [InlineData("sqlite:///mlflow.db")]
    [InlineData("databricks")]
    [InlineData("https://mlflow.example/?token=x")]
    [InlineData("https://mlflow.example/#x")]
    [InlineData("http://mlflow.example:99999")]
    public void Check_AddressOfMlflowThatIsNone_IsWrong(string address) => Assert.StartsWith(
        "MLFLOW_TRACKING_URI must be", Wrong(new() { ["MLFLOW_TRACKING_URI"] = address }), StringComparison.Ordinal);

    [Fact]
    public void EverySetting_StandsInTheTableOfTheDocs()
    {
        var docs = File.ReadAllText(Path.Combine(Repository.Root, "docs", "deploy.md"));

        Assert.All(SettingsCheck.Names, name => Assert.Contains($"| `{name}` |", docs, StringComparison.Ordinal));
    }

    private static string? Wrong(Dictionary<string, string?> settings)
    {
        try
        {
            SettingsCheck.ThrowIfWrong(Of(settings), SamplerCatalog.BuiltIn, PrunerCatalog.BuiltIn);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    private static IConfigurationRoot Of(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
}
