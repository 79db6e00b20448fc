namespace Serverless.Tuner.Storage;

/// <summary>A part of an import.</summary>
/// <param name="Name">The study that it makes.</param>
/// <param name="Import">The import.</param>
/// <param name="First">The number of the first of its trials.</param>
/// <param name="Trials">The trials by ascending number, without a gap.</param>
public sealed record ImportPart(StudyName Name, StudyImport Import, int First, IReadOnlyList<ImportedTrial> Trials)
{
    /// <summary>What the study was asked to do; only needed where nothing of the import is there.</summary>
    public StudySpec? Spec { get; init; }

    /// <summary>What trials have declared, where the study's search space is open; with <see cref="Spec"/>.</summary>
    public IReadOnlyList<ParameterSpec>? Declared { get; init; }
}
