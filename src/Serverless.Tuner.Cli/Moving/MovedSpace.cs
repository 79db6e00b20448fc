using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Tuner.Cli.Moving;

/// <summary>The search space of a study from elsewhere, of the values that its trials had.</summary>
internal sealed class MovedSpace
{
    private const int MostNames = 1_000;
    private readonly Dictionary<string, SpaceUnion> _byName = new(StringComparer.Ordinal);
    private Dictionary<string, ParameterDeclaration> _made = [];

    /// <summary>Takes a value of a trial.</summary>
    public void Add(string name, Distribution distribution, ParameterValue value)
    {
        if (!_byName.TryGetValue(name, out var union)) _byName.Add(name, union = new SpaceUnion(name));
        union.Add(distribution, value);
    }

    /// <summary>Makes the space; then <see cref="Of"/> tells values as it has them.</summary>
    /// <returns>What it has that the trials had not, for people.</returns>
    /// <exception cref="CliException">There are too many parameters.</exception>
    public IReadOnlyList<string> Make()
    {
        if (_byName.Count > MostNames)
            throw new CliException($"There are {_byName.Count} parameters; a study has at most {MostNames}.", ExitCode.InvalidInput);
        _made = _byName.ToDictionary(p => p.Key, p => p.Value.Make(), StringComparer.Ordinal);
        return [.. _byName.Values.Select(union => union.Remark).OfType<string>()];
    }

    /// <summary>A value as the space has it.</summary>
    public ParameterValue Of(string name, ParameterValue value) => SpaceUnion.Of(_made[name], value);

    /// <summary>
    /// Puts the space into a study file: listed where each trial that was not a failure has every parameter, else left to its trials.
    /// </summary>
    /// <returns>What the trials have declared, where it is left to them; else null.</returns>
    public IReadOnlyDictionary<string, ParameterDeclaration>? PutInto(JsonObject study, IEnumerable<ImportTrial> trials)
    {
        if (_made.Count > 0 && trials.All(t => t.State == TrialState.Failed || t.Parameters.Count == _made.Count))
        {
            study["searchSpace"] = new JsonArray(
                [.. _made.Select(p => JsonSerializer.SerializeToNode(p.Value.Named(p.Key), TunerJson.Options))]);
            return null;
        }

        study["searchSpace"] = "open";
        return _made.Count > 0 ? _made : null;
    }
}
