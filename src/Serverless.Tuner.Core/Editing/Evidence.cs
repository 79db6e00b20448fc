using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Editing;

/// <summary>What the trials of a study that was changed tell of the space that it has now.</summary>
/// <remarks>
/// A trial from before a change counts where its point is one of the new space, with the value that it is taken to have had of each
/// parameter that was added since. One outside of a range that was narrowed, with a choice that was removed, in a region that was
/// excluded, that breaks an expression which was added, or that is hidden, is left out: a sampler would look near it for points that
/// must not be suggested.
/// </remarks>
internal sealed class Evidence
{
    private readonly SearchSpace _space;
    private readonly IReadOnlySet<int> _hidden;
    private readonly ExcludedRegions? _excluded;
    private readonly (int FromTrial, string Name, ParameterValue Value)[] _added;
    private readonly int _firstOfSpace;

    public Evidence(Study study, SearchSpace space)
    {
        _space = space;
        _hidden = Edition.Hidden(study.Edits);
        _excluded = Edition.Regions(study.Spec, space, study.Edits);
        _added = [
            .. study.Edits.SelectMany(edit => (edit.Parameters ?? []).Where(p => p.Before is null)
                .Select(p => (edit.FromTrial, p.After.Name, p.OldValue ?? ParameterValue.Null)))];
        // Later ones were suggested from the space as it is.
        _firstOfSpace = study.Edits.LastOrDefault(Edition.ChangesSpace)?.FromTrial ?? 0;
    }

    /// <summary>Whether a trial is hidden.</summary>
    public bool IsHidden(Trial trial) => _hidden.Contains(trial.Number);

    /// <summary>The point that a trial counts with; null when it is left out.</summary>
    public IReadOnlyDictionary<string, ParameterValue>? Of(Trial trial)
    {
        if (IsHidden(trial)) return null;
        if (trial.Number >= _firstOfSpace) return trial.Parameters;
        var point = Filled(trial);
        return Fits(point) && _excluded?.Contains(point) != true ? point : null;
    }

    /// <summary>The point of a trial with the values that it is taken to have had of the parameters that were added since.</summary>
    public IReadOnlyDictionary<string, ParameterValue> Filled(Trial trial) => Filled(trial.Number, trial.Parameters);

    /// <summary>The same of a trial of which only the number and the parameters are known.</summary>
    public IReadOnlyDictionary<string, ParameterValue> Filled(int number, IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        var missing = _added.Where(a => a.FromTrial > number && !parameters.ContainsKey(a.Name))
            .ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal);
        if (missing.Count == 0) return parameters;
        var point = new Dictionary<string, ParameterValue>(parameters, StringComparer.Ordinal);
        // Parents come before what rests on them.
        foreach (var parameter in _space.Parameters)
            if (missing.TryGetValue(parameter.Name, out var value) && SearchSpace.IsActive(parameter, point))
                point[parameter.Name] = parameter.Accept(value) ?? value;
        return point;
    }

    /// <summary>Whether each parameter that exists for a point has a value there that it can take.</summary>
    private bool Fits(IReadOnlyDictionary<string, ParameterValue> point)
    {
        foreach (var parameter in _space.Parameters)
            if (SearchSpace.IsActive(parameter, point)
                && !(point.TryGetValue(parameter.Name, out var value) && parameter.Accept(value) is not null)) return false;
        return true;
    }
}
