namespace Serverless.Tuner.Core.Studies;

/// <summary>The result of a request to change a study: the changed study, or the errors of the request.</summary>
/// <param name="Study">The changed study; null when there are errors.</param>
/// <param name="Errors">What is wrong with the request.</param>
public sealed record StudyChange(Study? Study, IReadOnlyList<FieldError> Errors);
