namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>A parameter of a space by name.</summary>
/// <param name="Spec">The parameter.</param>
/// <param name="Why">Why it is searched, and there.</param>
internal sealed record PresetParameter(ParameterSpec Spec, string Why);
