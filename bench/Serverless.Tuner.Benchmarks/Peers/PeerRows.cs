namespace Serverless.Tuner.Benchmarks.Peers;

/// <summary>What one peer reached on one function: a row for each of its seeds.</summary>
/// <param name="Trials">After how many trials each column was noted.</param>
/// <param name="Rows">The best value so far (or the hypervolume); each row as long as <paramref name="Trials"/>.</param>
internal sealed record PeerRows(IReadOnlyList<int> Trials, double[][] Rows)
{
    /// <summary>Rows may stop before the last column: those of a slow peer do.</summary>
    public static PeerRows Of(IReadOnlyList<int> trials, double[][] rows) => new([.. trials.Take(rows.Min(r => r.Length))], rows);

    /// <summary>A column; null when the peer was not measured there.</summary>
    public double[]? After(int trials)
    {
        for (var column = 0; column < Trials.Count; column++)
            if (Trials[column] == trials) return [.. Rows.Select(r => r[column])];
        return null;
    }
}
