using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>What a part of an import says beside its trials.</summary>
/// <param name="Import">The import.</param>
/// <param name="First">The number of the first trial of the part.</param>
public sealed record ImportHead(StudyImport Import, int First)
{
    /// <summary>The study file as UTF-8; null where the part has none.</summary>
    public ReadOnlyMemory<byte>? Study { get; init; }

    /// <summary>What the trials have declared; null where the part does not say it.</summary>
    public IReadOnlyList<ParameterSpec>? Declared { get; init; }
}
