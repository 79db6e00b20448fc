namespace Serverless.Tuner.Benchmarks.Runs;

/// <summary>Reads what people write for samplers: <c>auto,tpe:nStartupTrials=8:gamma=0.15</c>.</summary>
public static class SamplerChoices
{
    // No option of a sampler: whether points that were tried are replaced, as a study does, or tried again.
    private const string Repeats = "repeats=true";

    /// <summary>The samplers of a list, each once.</summary>
    /// <param name="text">Types or labels, separated by commas; options after colons.</param>
    /// <param name="catalog">The samplers that there are.</param>
    /// <exception cref="BenchmarkInputException">A sampler or an option is unknown, or an option is out of range.</exception>
    public static IReadOnlyList<SamplerChoice> Parse(string text, SamplerCatalog catalog)
    {
        var labels = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.Ordinal).ToArray();
        if (labels.Length == 0) throw new BenchmarkInputException("No sampler was named.");
        return [.. labels.Select(label => One(label, catalog))];
    }

    private static SamplerChoice One(string label, SamplerCatalog catalog)
    {
        var parts = label.Split(':', StringSplitOptions.TrimEntries);
        if (!catalog.Types.Contains(parts[0]))
            throw new BenchmarkInputException($"There is no sampler '{parts[0]}'; there are {string.Join(", ", catalog.Types)}.");
        var options = parts.Skip(1).Where(part => part != Repeats);
        var spec = SamplerSpec.Of(parts[0], [.. options.Select(part => NamedOption.Parse($"the sampler '{label}'", part))]);
        try
        {
            _ = catalog.Create(spec); // So that a wrong option is told before anything runs.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new BenchmarkInputException($"The sampler '{label}' is wrong: {e.Message.Split(" (Parameter ")[0]}", e);
        }

        return new SamplerChoice(label, spec, () => catalog.Create(spec))
        {
            IsOwn = !SamplerCatalog.BuiltIn.Types.Contains(spec.Type),
            Repeats = parts.Contains(Repeats),
        };
    }
}
