using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Checks the conditions between parameters: parents exist, values can occur, nothing depends on itself.</summary>
internal static class ConditionChecks
{
    /// <param name="specs">The parameters that could be read, and where they stand.</param>
    /// <param name="declared">The names of all parameters, also of those that could not be read.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static void Check(List<(ParameterSpec Spec, string Pointer)> specs, HashSet<string> declared, ErrorList errors)
    {
        var byName = new Dictionary<string, ParameterSpec>(StringComparer.Ordinal);
        foreach (var (spec, _) in specs) byName.TryAdd(spec.Name, spec);
        var choices = new Dictionary<string, ValueSet>(StringComparer.Ordinal);

        foreach (var (spec, pointer) in specs)
        {
            foreach (var (parent, values) in spec.When ?? Empty)
            {
                var at = JsonPointer.Member(JsonPointer.Member(pointer, "when"), parent);
                if (!declared.Contains(parent)) errors.Add(at, $"there is no parameter '{parent}'");
                else if (byName.TryGetValue(parent, out var other) && !values.Any(v => CanTake(other, v, choices)))
                    errors.Add(at, $"'{parent}' can take none of these values");
            }
        }

        foreach (var (spec, pointer) in InCycles(specs, byName))
            errors.Add(JsonPointer.Member(pointer, "when"), $"'{spec.Name}' depends on itself, directly or through other parameters");
    }

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>> Empty =
        new Dictionary<string, IReadOnlyList<ParameterValue>>();

    private static bool CanTake(ParameterSpec parent, ParameterValue value, Dictionary<string, ValueSet> choices) => parent.Kind switch
    {
        ParameterKind.Categorical or ParameterKind.Ordinal => ChoicesOf(parent, choices).Find(value) is not null,
        _ => value.IsNumber && value.AsDouble() is var x && !(x < parent.Low) && !(x > parent.High)
            && (parent.Kind != ParameterKind.Int || x == Math.Floor(x))
            && (parent.Kind != ParameterKind.LogNormal || x > 0)
            && IsOnGrid(parent, x),
    };

    /// <summary>The choices of a parameter, which many others may depend on, to be looked up.</summary>
    private static ValueSet ChoicesOf(ParameterSpec parent, Dictionary<string, ValueSet> known)
    {
        if (!known.TryGetValue(parent.Name, out var choices)) known.Add(parent.Name, choices = new ValueSet(parent.Choices ?? []));
        return choices;
    }

    private static bool IsOnGrid(ParameterSpec parent, double x)
    {
        if (parent is not { Step: > 0 and { } step, Low: { } low }) return true;
        var k = (x - low) / step;
        return Math.Abs(k - Math.Round(k)) < 1e-6;
    }

    /// <summary>The parameters that reach themselves: the strongly connected components
    /// of more than one, and those that name themselves (Kosaraju 1978).</summary>
    private static IEnumerable<(ParameterSpec Spec, string Pointer)> InCycles(
        List<(ParameterSpec Spec, string Pointer)> specs, Dictionary<string, ParameterSpec> byName)
    {
        var edges = specs
            .SelectMany(s => (s.Spec.When ?? Empty).Keys.Where(byName.ContainsKey).Select(parent => (Parent: parent, Child: s.Spec.Name)))
            .Distinct()
            .ToList();
        var children = edges.ToLookup(e => e.Parent, e => e.Child, StringComparer.Ordinal);
        var parents = edges.ToLookup(e => e.Child, e => e.Parent, StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var order = byName.Keys.SelectMany(name => PostOrder(name, children, reached)).ToList();

        var inCycle = edges.Where(e => e.Parent == e.Child).Select(e => e.Child).ToHashSet(StringComparer.Ordinal);
        reached.Clear();
        foreach (var name in Enumerable.Reverse(order))
            if (PostOrder(name, parents, reached) is { Count: > 1 } component) inCycle.UnionWith(component);
        return specs.Where(s => inCycle.Contains(s.Spec.Name));
    }

    /// <summary>What can be reached from a name and was not before, each after what
    /// it leads to. With a stack of its own: a chain may have thousands.</summary>
    private static List<string> PostOrder(string start, ILookup<string, string> next, HashSet<string> reached)
    {
        var order = new List<string>();
        var open = new Stack<(string Name, bool IsDone)>([(start, false)]);
        while (open.TryPop(out var top))
        {
            if (top.IsDone) order.Add(top.Name);
            else if (reached.Add(top.Name))
            {
                open.Push((top.Name, true));
                foreach (var name in next[top.Name]) open.Push((name, false));
            }
        }

        return order;
    }
}
