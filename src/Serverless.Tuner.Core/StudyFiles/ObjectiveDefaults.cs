namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>What a registered objective brings along.</summary>
/// <param name="Directions">One direction for each value that it returns.</param>
/// <param name="SearchSpace">The space of a study that names none.</param>
public sealed record ObjectiveDefaults(IReadOnlyList<Direction> Directions, IReadOnlyList<ParameterSpec> SearchSpace);
