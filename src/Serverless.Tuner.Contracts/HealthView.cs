namespace Serverless.Tuner.Contracts;

/// <summary>What <c>GET health</c> and <c>GET ready</c> answer.</summary>
/// <param name="Status"><c>ok</c>, or what is wrong.</param>
/// <param name="Version">The version of the app.</param>
public sealed record HealthView(string Status, string Version);
