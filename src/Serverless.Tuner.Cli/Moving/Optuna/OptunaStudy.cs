namespace Serverless.Tuner.Cli.Moving.Optuna;

/// <summary>A study as Optuna's database has it.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Directions">MINIMIZE or MAXIMIZE by objective; NOT_SET where none was chosen yet.</param>
/// <param name="Trials">Its trials by number.</param>
internal sealed record OptunaStudy(string Name, IReadOnlyList<string> Directions, IReadOnlyList<OptunaTrial> Trials)
{
    /// <summary>JSON by name.</summary>
    public IReadOnlyDictionary<string, string> UserAttributes { get; init; } = new Dictionary<string, string>();

    /// <summary>JSON by name.</summary>
    public IReadOnlyDictionary<string, string> SystemAttributes { get; init; } = new Dictionary<string, string>();
}
