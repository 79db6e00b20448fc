namespace Serverless.Tuner.Contracts;

/// <summary>How far an import is.</summary>
/// <param name="Name">The study.</param>
/// <param name="Import">What names the import.</param>
/// <param name="Imported">How many of its trials are there: the number of the next.</param>
/// <param name="Of">How many it has in all.</param>
public sealed record ImportView(string Name, string Import, int Imported, int Of)
{
    /// <summary>The study, once all its trials are there.</summary>
    public StudyView? Study { get; init; }
}
