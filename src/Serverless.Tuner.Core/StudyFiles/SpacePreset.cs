namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>A search space by name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="For">What it is for.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record SpacePreset(string Name, string For, IReadOnlyList<PresetParameter> Parameters);
