using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Analysis;

/// <summary>A parameter of some trials, one after the other: a trial need not have it, and null may be its value.</summary>
/// <param name="trials">The trials; null where there is none.</param>
/// <param name="name">The parameter.</param>
internal sealed class ValueColumn(IReadOnlyList<Trial?> trials, string name)
{
    private readonly ParameterValue?[] _values =
        [.. trials.Select(trial => trial?.Parameters.TryGetValue(name, out var value) == true ? value : (ParameterValue?)null)];

    /// <summary>The parameter.</summary>
    public string Name => name;

    /// <summary>The values, null where there is none.</summary>
    public IReadOnlyList<ParameterValue> Values => [.. _values.Select(value => value ?? ParameterValue.Null)];

    /// <summary>Where there is none; null unless null is also a value.</summary>
    public IReadOnlyList<int>? Absent => Array.Exists(_values, value => value is { IsNull: true })
        ? [.. _values.Index().Where(v => v.Item is null).Select(v => v.Index)]
        : null;
}
