namespace Serverless.Tuner.Storage;

/// <summary>The result of creating a study.</summary>
/// <param name="Study">The study; null when it could not be created.</param>
/// <param name="Errors">Why not: the spec does not fit into a row; or what of it differs from the study of that name.</param>
/// <param name="IsOther">There is a study of that name with another spec.</param>
public sealed record CreateResult(Study? Study, IReadOnlyList<FieldError> Errors, bool IsOther);
