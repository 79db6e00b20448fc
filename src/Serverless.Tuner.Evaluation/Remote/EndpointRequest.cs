namespace Serverless.Tuner.Evaluation.Remote;

/// <summary>What an endpoint is told of a trial.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Trial">The trial's number.</param>
/// <param name="Attempt">Which attempt at it this is, from 1.</param>
/// <param name="Parameters">What is to be evaluated.</param>
/// <param name="Seed">A seed of the trial's own.</param>
/// <param name="ReportUrl">Where intermediate values are reported.</param>
/// <param name="CallbackUrl">Where the outcome is told.</param>
/// <param name="Deadline">Until when.</param>
internal sealed record EndpointRequest(
    string Study, int Trial, int Attempt, IReadOnlyDictionary<string, ParameterValue> Parameters, long Seed, string ReportUrl,
    string CallbackUrl, DateTimeOffset Deadline);
