namespace Serverless.Tuner.Contracts;

/// <summary>That a study's trials become runs of an MLflow server. Which server that is, and with which token it is called, is the app's
/// to say: a study names neither.</summary>
public sealed record MlflowSpec
{
    /// <summary>The experiment that the runs are in, of 1 to 500 characters; null for <c>{objective}-training</c>.</summary>
    public string? Experiment { get; init; }
}
