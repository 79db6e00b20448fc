using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Serverless.Tuner.Functions.Settings;

/// <summary>The settings of the app, each with its bounds; docs/deploy.md has them as a table.</summary>
internal sealed class AppOptions
{
    /// <summary>How many studies run at once, from 1; the others are pending. Not limited by default.</summary>
    [ConfigurationKeyName("TUNER_MAX_STUDIES")]
    [Range(1, int.MaxValue)]
    public int? MaxStudies { get; init; }

    /// <summary>How long a file of a trial may be, in megabytes. Default: 100.</summary>
    [ConfigurationKeyName("TUNER_ARTIFACT_FILE_MB")]
    [Range(1, 50_000)]
    public int ArtifactFileMb { get; init; } = 100;

    /// <summary>How many files a trial may keep. Default: 20.</summary>
    [ConfigurationKeyName("TUNER_ARTIFACT_FILES")]
    [Range(1, 1_000)]
    public int ArtifactFiles { get; init; } = 20;

    /// <summary>How long all files of a trial may be together, in megabytes. Default: 1,000.</summary>
    [ConfigurationKeyName("TUNER_ARTIFACT_TRIAL_MB")]
    [Range(1, 1_000_000)]
    public int ArtifactTrialMb { get; init; } = 1_000;

    /// <summary>The first admin key.</summary>
    [ConfigurationKeyName("TUNER_ADMIN_KEY")]
    [RegularExpression("[!-~]{32,}", ErrorMessage =
        "must be at least 32 letters, digits and signs: take what `openssl rand -hex 32` prints")]
    [Secret]
    public string? AdminKey { get; init; }

    /// <summary>The SHA-256 of the first admin key, in hexadecimal: the key itself stays with its owner.</summary>
    [ConfigurationKeyName("TUNER_ADMIN_KEY_SHA256")]
    [RegularExpression("[0-9A-Fa-f]{64}", ErrorMessage = "must be the SHA-256 of the first admin key: 64 hexadecimal digits")]
    public string? AdminKeySha256 { get; init; }

    /// <summary>The MLflow server to which studies that ask for it are sent.</summary>
    [ConfigurationKeyName("MLFLOW_TRACKING_URI")]
    [HttpAddress(ErrorMessage =
        "must be the address of an MLflow server, as https://mlflow.example, without a user name, a query or a fragment; without the "
        + "setting no study is sent anywhere")]
    [Secret]
    public string? MlflowTrackingUri { get; init; }

    /// <summary>The token that it is called with.</summary>
    [ConfigurationKeyName("MLFLOW_TRACKING_TOKEN")]
    [RegularExpression("[!-~]+", ErrorMessage = "must be one token of letters, digits and signs, without spaces")]
    [Secret]
    public string? MlflowTrackingToken { get; init; }
}
