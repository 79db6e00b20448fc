namespace Serverless.Tuner.Functions.Mlflow;

/// <summary>What the app's settings say of an MLflow server; no study does.</summary>
public sealed class MlflowSettings
{
    /// <summary>The setting that names the server.</summary>
    public const string AddressSetting = "MLFLOW_TRACKING_URI";

    /// <summary>Where it is; null where there is none.</summary>
    public Uri? Address { get; init; }

    /// <summary>The token that it is called with; null for none.</summary>
    public string? Token { get; init; }
}
