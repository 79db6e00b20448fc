namespace Serverless.Tuner.Contracts;

/// <summary>What was changed of one parameter of a study.</summary>
/// <param name="After">What it is since.</param>
/// <param name="Before">What it was; null for a new one.</param>
/// <param name="OldValue">What the trials before it are taken to have had of a new one.</param>
public sealed record ParameterEdit(ParameterSpec After, ParameterSpec? Before = null, ParameterValue? OldValue = null);
