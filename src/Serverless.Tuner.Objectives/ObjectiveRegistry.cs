using System.Diagnostics.CodeAnalysis;
using Serverless.Tuner.Objectives.Command;

namespace Serverless.Tuner.Objectives;

/// <summary>The objectives that this host knows, by name (case-sensitive).</summary>
public sealed class ObjectiveRegistry
{
    private readonly Dictionary<string, IObjective> _byName = new(StringComparer.Ordinal);
    private readonly CommandObjective? _command;

    /// <summary>Takes every registered objective, and the one that runs programs where the host allows it.</summary>
    /// <exception cref="InvalidOperationException">Two objectives have the same name.</exception>
    internal ObjectiveRegistry(IEnumerable<NamedObjective> objectives, CommandObjective? command = null)
    {
        _command = command;
        foreach (var (name, objective) in objectives.DistinctBy(o => (o.Name, o.Objective.GetType())))
            if (!_byName.TryAdd(name, objective))
                throw new InvalidOperationException(
                    $"Two objectives are named '{name}': {_byName[name].GetType()} and {objective.GetType()}.");
        Names = [.. _byName.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The names of the registered objectives, in alphabetical order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether this host runs objectives of kind <see cref="ObjectiveKind.Command"/>.</summary>
    public bool RunsCommands => _command is not null;

    /// <summary>Finds a registered objective.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out IObjective? objective) => _byName.TryGetValue(name, out objective);

    /// <summary>The objective that evaluates the trials of a study with <paramref name="spec"/>.</summary>
    /// <exception cref="ObjectiveException">No objective has that name, or this host runs no programs.</exception>
    public IObjective Resolve(ObjectiveSpec spec)
    {
        if (spec.Kind == ObjectiveKind.Command)
            return _command ?? throw new ObjectiveException("This host runs no programs: a 'command' objective needs the embedded host.");
        return TryGet(spec.Name ?? "", out var objective)
            ? objective
            : throw new ObjectiveException($"No objective is named '{spec.Name}'; there are {string.Join(", ", Names)}.");
    }
}
