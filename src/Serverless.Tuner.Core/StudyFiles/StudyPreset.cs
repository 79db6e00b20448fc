namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>What a study file says by one word, where it does not say so itself.</summary>
/// <param name="Name">The word.</param>
/// <param name="Trials">How many trials are to end.</param>
/// <param name="Parallelism">How many run at once.</param>
/// <param name="Pruner">The pruner of a study with one direction.</param>
/// <param name="Why">What it is for.</param>
internal sealed record StudyPreset(string Name, int Trials, int Parallelism, string Pruner, string Why)
{
    /// <summary>All of them, in the order in which they are documented.</summary>
    public static IReadOnlyList<StudyPreset> All { get; } =
    [
        new("quick", 10, 1, "median", "Whether it runs at all, and what is worth searching; one at a time, so that output reads in order."),
        new("production", 100, 4, "median", "The usual study: what looks bad is cut short, so that the time goes into what does not."),
        new(
            "final", 200, 4, PrunerSpec.DefaultType,
            "The last word: every trial runs to its end, so that those count that start slowly."),
    ];

    /// <summary>The preset that the file names; null (and an error when it names another) when it names none.</summary>
    public static StudyPreset? Read(ObjectReader reader) =>
        reader.Choice("preset", [.. All.Select(p => p.Name)]) is { } name ? All.First(p => p.Name == name) : null;
}
