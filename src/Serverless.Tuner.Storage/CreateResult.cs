using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Storage;

/// <summary>What creating a study came to.</summary>
/// <param name="Study">The study; null when it could not be created.</param>
/// <param name="Errors">Why not: the spec does not fit into a row.</param>
/// <param name="IsOther">The study that is there was asked for something else.</param>
public sealed record CreateResult(Study? Study, IReadOnlyList<FieldError> Errors, bool IsOther);
