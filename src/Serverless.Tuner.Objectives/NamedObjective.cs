namespace Serverless.Tuner.Objectives;

/// <summary>An objective, and the name that study files have for it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Objective">The objective.</param>
internal sealed record NamedObjective(string Name, IObjective Objective);
