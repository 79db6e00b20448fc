namespace Serverless.Tuner.Core.Editing;

/// <summary>Who changes a study, and what the app says of what it would be.</summary>
/// <param name="By">The caller.</param>
/// <param name="Check">What is wrong with a spec whose search space was changed, beside what any app would say: its sampler or its
/// objective may not take it.</param>
public sealed record StudyEditor(string By, Func<StudySpec, IReadOnlyList<FieldError>> Check);
