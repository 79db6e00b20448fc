namespace Serverless.Tuner.Client;

/// <summary>An answer with what names its version.</summary>
/// <param name="Answer">The answer; null when it is still the one whose tag was sent along.</param>
/// <param name="Tag">What names its version.</param>
public sealed record Tagged<T>(T? Answer, string Tag)
    where T : class;
