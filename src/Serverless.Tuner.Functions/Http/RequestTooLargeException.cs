namespace Serverless.Tuner.Functions.Http;

/// <summary>A request has a larger body than it may have: nothing of it is read.</summary>
/// <param name="most">How many bytes it may have.</param>
internal sealed class RequestTooLargeException(int most) : Exception($"The request is larger than {most} bytes.")
{
    /// <summary>The same as an error of the document.</summary>
    public FieldError Error => new("", $"is larger than {most} bytes, the most that this request may have");
}
