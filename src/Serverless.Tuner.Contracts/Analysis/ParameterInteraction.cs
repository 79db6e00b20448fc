namespace Serverless.Tuner.Contracts;

/// <summary>What two parameters explain together beyond what each explains alone.</summary>
/// <param name="First">A parameter.</param>
/// <param name="Second">Another one.</param>
/// <param name="Importance">The share of all variance, 0 to 1.</param>
public sealed record ParameterInteraction(string First, string Second, double Importance);
