namespace Serverless.Tuner.Contracts;

/// <summary>What <c>POST …/trials/{number}/parameters</c> takes.</summary>
/// <param name="Lease">The lease with which the trial was given.</param>
/// <param name="Parameters">The parameters that the trial asks for, by name; 1 to 1,000.</param>
public sealed record ParametersRequest(string Lease, IReadOnlyDictionary<string, ParameterDeclaration> Parameters);
