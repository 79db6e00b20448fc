using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>Checks the conditions between parameters: parents exist, values can occur, nothing depends on itself.</summary>
internal static class ConditionChecks
{
    public static void Check(List<(ParameterSpec Spec, string Pointer)> specs, ErrorList errors)
    {
        var byName = new Dictionary<string, ParameterSpec>(StringComparer.Ordinal);
        foreach (var (spec, _) in specs) byName.TryAdd(spec.Name, spec);

        foreach (var (spec, pointer) in specs)
        {
            foreach (var (parent, values) in spec.When ?? Empty)
            {
                var at = JsonPointer.Member(JsonPointer.Member(pointer, "when"), parent);
                if (!byName.TryGetValue(parent, out var other)) errors.Add(at, $"there is no parameter '{parent}'");
                else if (!values.Any(v => CanTake(other, v))) errors.Add(at, $"'{parent}' can take none of these values");
            }
        }

        foreach (var (spec, pointer) in InCycles(specs, byName))
            errors.Add(JsonPointer.Member(pointer, "when"), $"'{spec.Name}' depends on itself, directly or through other parameters");
    }

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>> Empty =
        new Dictionary<string, IReadOnlyList<ParameterValue>>();

    private static bool CanTake(ParameterSpec parent, ParameterValue value) => parent.Kind switch
    {
        ParameterKind.Categorical => new Condition(parent.Name, parent.Choices ?? []).HoldsFor(value),
        _ => value.IsNumber && value.AsDouble() is var x && !(x < parent.Low) && !(x > parent.High)
            && (parent.Kind != ParameterKind.Int || x == Math.Floor(x)),
    };

    /// <summary>Takes away parameters without parents, then those without children, until none is left to take: what stays is in a cycle or between two.</summary>
    private static IEnumerable<(ParameterSpec Spec, string Pointer)> InCycles(
        List<(ParameterSpec Spec, string Pointer)> specs, Dictionary<string, ParameterSpec> byName)
    {
        var edges = specs
            .SelectMany(s => (s.Spec.When ?? Empty).Keys.Where(byName.ContainsKey).Select(parent => (Parent: parent, Child: s.Spec.Name)))
            .Distinct()
            .ToList();
        var left = Peel(byName.Keys, edges);
        left = Peel(left, [.. edges.Select(e => (e.Child, e.Parent))]);
        return specs.Where(s => left.Contains(s.Spec.Name));
    }

    private static HashSet<string> Peel(IEnumerable<string> names, List<(string From, string To)> edges)
    {
        var left = names.ToHashSet(StringComparer.Ordinal);
        var within = edges.Where(e => left.Contains(e.From) && left.Contains(e.To)).ToList();
        var incoming = left.ToDictionary(n => n, _ => 0, StringComparer.Ordinal);
        foreach (var (_, to) in within) incoming[to]++;
        var next = within.ToLookup(e => e.From, e => e.To, StringComparer.Ordinal);
        var free = new Queue<string>(left.Where(n => incoming[n] == 0));
        while (free.TryDequeue(out var name))
        {
            left.Remove(name);
            foreach (var to in next[name])
                if (--incoming[to] == 0)
                    free.Enqueue(to);
        }

        return left;
    }
}
