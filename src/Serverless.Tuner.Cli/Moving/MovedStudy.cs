using System.Text.Json.Nodes;

namespace Serverless.Tuner.Cli.Moving;

/// <summary>A study from elsewhere, as this tuner can have it.</summary>
/// <param name="Name">What it is to be called.</param>
/// <param name="Study">Its study file.</param>
/// <param name="Trials">Its trials by number.</param>
/// <param name="Remarks">What is not as it was elsewhere, for people.</param>
internal sealed record MovedStudy(string Name, JsonObject Study, IReadOnlyList<ImportTrial> Trials, IReadOnlyList<string> Remarks)
{
    /// <summary>What its trials have declared, where not each of them has the same parameters; else null.</summary>
    public IReadOnlyDictionary<string, ParameterDeclaration>? Declared { get; init; }
}
