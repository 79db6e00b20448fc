namespace Serverless.Tuner.Contracts;

/// <summary>A parameter of the best trials of several studies.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Values">Its value in the best trial of each study; null where it has none.</param>
public sealed record ComparedParameter(string Name, IReadOnlyList<ParameterValue> Values);
