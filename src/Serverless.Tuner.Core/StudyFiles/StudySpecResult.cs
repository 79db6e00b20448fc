using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>A study file that was read: either a spec or everything that is wrong with it.</summary>
/// <param name="Spec">The normalised spec; null when there are errors.</param>
/// <param name="Errors">The errors; empty when there is a spec.</param>
public sealed record StudySpecResult(StudySpec? Spec, IReadOnlyList<FieldError> Errors);
