namespace Serverless.Tuner.Core.Studies;

/// <summary>The import that has made a study.</summary>
/// <param name="Id">What names it.</param>
/// <param name="Of">How many trials it has.</param>
public sealed record StudyImport(string Id, int Of);
