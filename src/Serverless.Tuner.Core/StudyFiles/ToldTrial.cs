using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>A trial that ended elsewhere.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Reports">Its intermediate values, by ascending step.</param>
public sealed record ToldTrial(Trial Trial, IReadOnlyList<ToldReport> Reports);
