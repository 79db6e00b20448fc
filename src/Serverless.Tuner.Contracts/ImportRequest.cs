using System.Text.Json;

namespace Serverless.Tuner.Contracts;

/// <summary>A part of an import, the body of <c>POST studies/{name}/import</c>: trials that ended elsewhere, which become a study that has
/// ended. The first part brings the study file; nobody sees the study before the last trial is there.</summary>
public sealed record ImportRequest
{
    /// <summary>What names the import, 1 to 128 characters: a hash of what is imported, for example. The same one again goes on where it
    /// stands, or finds the study that it has made.</summary>
    public required string Import { get; init; }

    /// <summary>How many trials the import has in all, 1 to 1,000,000.</summary>
    public required int Of { get; init; }

    /// <summary>The number of the first trial of this part; 0 where the import begins.</summary>
    public int First { get; init; }

    /// <summary>The trials by ascending number, up to 1,000.</summary>
    public required IReadOnlyList<ImportTrial> Trials { get; init; }

    /// <summary>The study file, an object, which every part may have and the first must.</summary>
    public JsonElement? Study { get; init; }

    /// <summary>What the trials have declared, by name, where the study's search space is <c>open</c>; beside the study file.</summary>
    public IReadOnlyDictionary<string, ParameterDeclaration>? Parameters { get; init; }
}
