namespace Serverless.Tuner.Contracts;

/// <summary>A study with everything about its trials.</summary>
/// <param name="Study">The study; what is secret of it is left out.</param>
/// <param name="Trials">Its trials by ascending number, each with its intermediate values.</param>
public sealed record StudyExportView(StudyView Study, IReadOnlyList<TrialView> Trials);
