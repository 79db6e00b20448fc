namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>The parameters of a study, each after those that it depends on.</summary>
public sealed class SearchSpace
{
    private SearchSpace(IReadOnlyList<Parameter> parameters, bool isOpen = false)
    {
        Parameters = parameters;
        IsOpen = isOpen;
        IsConditional = isOpen || parameters.Any(p => p.When.Count > 0);
    }

    /// <summary>The parameters, parents first and otherwise in the order of the spec.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Whether a parameter may be absent.</summary>
    public bool IsConditional { get; }

    /// <summary>Whether trials may still declare parameters. Those of <see cref="Parameters"/> are what is declared so far; a trial may
    /// lack some, and have values of names that nobody has declared.</summary>
    public bool IsOpen { get; }

    /// <summary>The space of a study; what its spec fixes has that one value only.</summary>
    public static SearchSpace Of(StudySpec spec) => spec.OpenSpace ? Open(spec.SearchSpace) : From(spec.Fixed is not { } @fixed
        ? spec.SearchSpace
        : [.. spec.SearchSpace.Select(p => @fixed.TryGetValue(p.Name, out var value) ? Fixed(p, value) : p)]);

    /// <summary>A space whose parameters trials declare.</summary>
    /// <param name="declared">Those that are declared so far, in the order in which they were: validated, and without conditions.</param>
    public static SearchSpace Open(IReadOnlyList<ParameterSpec> declared) => new([.. declared.Select(ToParameter)], isOpen: true);

    /// <summary>Makes a space of specs that were validated (no missing parents, no cycles).</summary>
    public static SearchSpace From(IReadOnlyList<ParameterSpec> specs)
    {
        var byName = specs.ToDictionary(s => s.Name, StringComparer.Ordinal);
        var ordered = new List<Parameter>(specs.Count);
        var placed = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<(ParameterSpec Spec, bool ParentsPlaced)>();
        foreach (var spec in specs)
        {
            // An explicit stack: a chain of thousands of conditions must not overflow the thread's.
            open.Push((spec, false));
            while (open.TryPop(out var top))
            {
                if (placed.Contains(top.Spec.Name)) continue;
                if (top.ParentsPlaced || top.Spec.When is not { Count: > 0 } when)
                {
                    placed.Add(top.Spec.Name);
                    ordered.Add(ToParameter(top.Spec));
                    continue;
                }

                open.Push((top.Spec, true));
                foreach (var parent in when.Keys.Reverse()) open.Push((byName[parent], false));
            }
        }

        return new SearchSpace(ordered);
    }

    /// <summary>Whether <paramref name="parameter"/> exists given the values that were chosen for the parameters before it.</summary>
    public static bool IsActive(Parameter parameter, IReadOnlyDictionary<string, ParameterValue> chosen)
    {
        foreach (var condition in parameter.When)
            if (!chosen.TryGetValue(condition.Parent, out var value) || !condition.HoldsFor(value)) return false;
        return true;
    }

    /// <summary>The place of each parameter.</summary>
    internal Dictionary<string, int> IndicesByName() =>
        Parameters.Index().ToDictionary(p => p.Item.Name, p => p.Index, StringComparer.Ordinal);

    private static ParameterSpec Fixed(ParameterSpec parameter, ParameterValue value) =>
        new() { Name = parameter.Name, Kind = ParameterKind.Categorical, Choices = [value], When = parameter.When };

    private static Parameter ToParameter(ParameterSpec s)
    {
        Condition[] when = s.When is null ? [] : [.. s.When.Select(w => new Condition(w.Key, w.Value))];
        return s.Kind switch
        {
            ParameterKind.Float => new FloatParameter(s.Name, s.Low!.Value, s.High!.Value, s.Log, s.Step, when)
            {
                Logit = s.Scale == ScaleKind.Logit,
            },
            ParameterKind.Int => new IntParameter(s.Name, (long)s.Low!.Value, (long)s.High!.Value, s.Log, (long)(s.Step ?? 1), when),
            ParameterKind.Categorical => new CategoricalParameter(s.Name, s.Choices!, when),
            ParameterKind.Ordinal => new CategoricalParameter(s.Name, s.Choices!, when) { IsOrdered = true },
            ParameterKind.Normal => new NormalParameter(s.Name, s.Mu!.Value, s.Sigma!.Value, false, s.Low, s.High, when),
            ParameterKind.LogNormal => new NormalParameter(s.Name, s.Mu!.Value, s.Sigma!.Value, true, s.Low, s.High, when),
            _ => throw new ArgumentOutOfRangeException(nameof(s), s.Kind, "Unknown kind of parameter."),
        };
    }
}
