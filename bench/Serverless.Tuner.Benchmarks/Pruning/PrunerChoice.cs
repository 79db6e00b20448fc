using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>A pruner to measure.</summary>
/// <param name="Label">What it is called in reports: as it was asked for.</param>
/// <param name="Spec">Its type and options.</param>
/// <param name="Create">Makes one, for one study.</param>
public sealed record PrunerChoice(string Label, PrunerSpec Spec, Func<PrunerContext, IPruner> Create)
{
    /// <summary>Reads a list such as <c>none,hyperband:minResource=1:maxResource=81</c>, each pruner once.</summary>
    /// <param name="text">Types or labels, separated by commas; options after colons.</param>
    /// <param name="catalog">The pruners that there are.</param>
    /// <exception cref="BenchmarkInputException">A pruner or an option is unknown, or an option is out of range.</exception>
    public static IReadOnlyList<PrunerChoice> Parse(string text, PrunerCatalog catalog)
    {
        var labels = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.Ordinal).ToArray();
        return labels.Length > 0
            ? [.. labels.Select(label => One(label, catalog))]
            : throw new BenchmarkInputException("No pruner was named.");
    }

    private static PrunerChoice One(string label, PrunerCatalog catalog)
    {
        var parts = label.Split(':', StringSplitOptions.TrimEntries);
        var spec = PrunerSpec.Of(parts[0], [.. parts.Skip(1).Select(part => Runs.NamedOption.Parse($"the pruner '{label}'", part))]);
        try
        {
            // So that a wrong option is told before anything runs.
            _ = catalog.Create(spec, new PrunerContext("bench", Direction.Minimize));
        }
        catch (ArgumentException e)
        {
            throw new BenchmarkInputException($"The pruner '{label}' is wrong: {e.Message.Split(" (Parameter ")[0]}", e);
        }

        return new PrunerChoice(label, spec, context => catalog.Create(spec, context));
    }
}
