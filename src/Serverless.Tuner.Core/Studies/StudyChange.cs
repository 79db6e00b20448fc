using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.Studies;

/// <summary>A change that somebody asks for: either the changed study or why it cannot be.</summary>
/// <param name="Study">The changed study; null when there are errors.</param>
/// <param name="Errors">What is wrong with the request.</param>
public sealed record StudyChange(Study? Study, IReadOnlyList<FieldError> Errors);
