using System.Diagnostics.CodeAnalysis;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Objectives.Command;

namespace Serverless.Tuner.Objectives;

/// <summary>The objectives that this host knows, by name (case-sensitive).</summary>
public sealed class ObjectiveRegistry
{
    private readonly Dictionary<string, IObjective> _byName = new(StringComparer.Ordinal);
    private readonly CommandObjective? _command;

    /// <summary>Takes every registered objective, and the one that runs programs where the host allows it.</summary>
    /// <exception cref="InvalidOperationException">Two objectives have the same name.</exception>
    public ObjectiveRegistry(IEnumerable<IObjective> objectives, CommandObjective? command = null)
    {
        _command = command;
        foreach (var objective in objectives)
            if (!_byName.TryAdd(objective.Name, objective))
                throw new InvalidOperationException(
                    $"Two objectives are named '{objective.Name}': {_byName[objective.Name].GetType()} and {objective.GetType()}.");
        All = [.. _byName.Values.OrderBy(o => o.Name, StringComparer.Ordinal)];
    }

    /// <summary>The registered objectives by name.</summary>
    public IReadOnlyList<IObjective> All { get; }

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
            : throw new ObjectiveException($"No objective is named '{spec.Name}'; there are {string.Join(", ", All.Select(o => o.Name))}.");
    }
}
