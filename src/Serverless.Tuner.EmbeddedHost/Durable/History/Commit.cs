namespace Serverless.Tuner.EmbeddedHost.Durable.History;

/// <summary>One transaction that moves an instance on.</summary>
/// <param name="Before">The row that was read or written last; its ETag fences other writers.</param>
/// <param name="After">The row as it shall be, with a write id of its own.</param>
internal sealed record Commit(InstanceState Before, InstanceState After)
{
    /// <summary>A step to add, under <see cref="Generation"/>.</summary>
    public Episode? Episode { get; init; }

    /// <summary>The generation that <see cref="Episode"/> belongs to.</summary>
    public int Generation => After.Generation;

    /// <summary>Rows that the step makes superfluous: messages taken in, steps of a generation that is over.</summary>
    public IReadOnlyList<string> Deletes { get; init; } = [];
}
