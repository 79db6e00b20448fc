namespace Serverless.Tuner.Evaluation;

/// <summary>Why what a worker tells or asks is not taken; its trial goes on.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Title">The same in a few words.</param>
/// <param name="Detail">In a sentence; null where the errors say it.</param>
/// <param name="Errors">What is wrong with which field.</param>
public sealed record WorkerRefusal(ProblemKind Kind, string Title, string? Detail, IReadOnlyList<FieldError> Errors)
{
    internal static WorkerRefusal Invalid(string title, params IReadOnlyList<FieldError> errors) =>
        new(ProblemKind.InvalidRequest, title, null, errors);

    internal static WorkerRefusal Conflict(ProblemKind kind, string title, string detail) => new(kind, title, detail, []);
}
