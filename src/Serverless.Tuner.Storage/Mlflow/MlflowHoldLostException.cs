namespace Serverless.Tuner.Storage;

/// <summary>Another pass sends the study to the MLflow server, or it was deleted.</summary>
public sealed class MlflowHoldLostException() : Exception("Another pass sends the study, or it was deleted.");
