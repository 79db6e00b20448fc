using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage;

/// <summary>The money that a key may spend on studies.</summary>
public sealed record Allowance
{
    /// <summary>What it may spend in all.</summary>
    public required Money Total { get; init; }

    /// <summary>What the studies cost that have ended.</summary>
    public Money Spent { get; init; }

    /// <summary>What is taken for studies that have not.</summary>
    public IReadOnlyList<AllowanceLayer> Layers { get; init; } = [];

    /// <summary>What further studies may take; below zero after an overrun.</summary>
    public Money Left => Total - Spent - Money.Sum(Layers.Select(layer => layer.Amount));

    /// <summary>Takes money for a study.</summary>
    internal Allowance With(AllowanceLayer layer) => this with { Layers = [.. Layers, layer] };

    /// <summary>Gives a layer back, but for what was used of it.</summary>
    internal Allowance Return(AllowanceLayer layer, Money used) =>
        Layers.Contains(layer) ? this with { Spent = Spent + used, Layers = [.. Layers.Where(other => other != layer)] } : this;

    /// <summary>Gives back what of a layer is above a limit.</summary>
    internal Allowance Cut(AllowanceLayer layer, Money limit) => this with
    {
        Layers = [.. Layers.Select(other => other == layer ? layer with { Amount = limit - layer.From } : other)
            .Where(other => other.Amount > Money.Zero)],
    };
}
