namespace Serverless.Tuner.Contracts;

/// <summary>The importance of a parameter.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Importance">Its share, 0 to 1.</param>
public sealed record ParameterImportance(string Name, double Importance);
