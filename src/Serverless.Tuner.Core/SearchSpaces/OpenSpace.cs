namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>The parameters that the trials of a study with an open search space have declared, in the order in which they did. It only
/// grows: what was declared once holds for all trials.</summary>
public sealed class OpenSpace
{
    /// <summary>The most parameters that a study may have.</summary>
    public const int MostParameters = 1_000;

    private readonly Dictionary<string, ParameterSpec> _byName;

    /// <summary>A space of parameters of different names.</summary>
    public OpenSpace(IReadOnlyList<ParameterSpec> parameters)
    {
        Parameters = parameters;
        _byName = parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
    }

    /// <summary>The space of a study whose trials have declared nothing yet.</summary>
    public static OpenSpace Empty { get; } = new([]);

    /// <summary>The parameters.</summary>
    public IReadOnlyList<ParameterSpec> Parameters { get; }

    /// <summary>The parameter of that name; null when none was declared.</summary>
    public ParameterSpec? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The space with those of the parameters that it does not know behind its own; itself when it knows all.</summary>
    public OpenSpace With(IReadOnlyList<ParameterSpec> asked) =>
        asked.Where(p => Find(p.Name) is null).ToArray() is { Length: > 0 } added ? new OpenSpace([.. Parameters, .. added]) : this;

    /// <summary>Whether two parameters have the same distribution: numbers compare by value, choices by kind and in their order.</summary>
    public static bool AreSame(ParameterSpec a, ParameterSpec b) =>
        (a.Kind, a.Low, a.High, a.Log, a.Scale, a.Mu, a.Sigma) == (b.Kind, b.Low, b.High, b.Log, b.Scale, b.Mu, b.Sigma)
        && StepOf(a) == StepOf(b) && (a.Choices ?? []).SequenceEqual(b.Choices ?? []);

    // Between integers no step is one of 1.
    private static double? StepOf(ParameterSpec parameter) => parameter.Kind == ParameterKind.Int ? parameter.Step ?? 1 : parameter.Step;
}
