namespace Serverless.Tuner.Functions.Mlflow;

/// <summary>The MLflow server did not do what it was asked.</summary>
/// <param name="message">Why, fit to be shown.</param>
/// <param name="isOfItem">Whether it is what was sent that it does not take; else the next thing would fare no better.</param>
internal sealed class MlflowException(string message, bool isOfItem = false) : Exception(message)
{
    /// <summary>Whether it is what was sent that the server does not take.</summary>
    public bool IsOfItem { get; } = isOfItem;
}
