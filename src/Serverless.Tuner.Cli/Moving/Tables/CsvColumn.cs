namespace Serverless.Tuner.Cli.Moving.Tables;

/// <summary>A column, or all that have a name of a form.</summary>
/// <param name="Name">What it holds; a <c>*</c> stands for what the <c>*</c> of <see cref="Column"/> does.</param>
/// <param name="Column">Its header; a <c>*</c> in it stands for any text.</param>
internal sealed record CsvColumn(string Name, string Column)
{
    /// <summary>How the values of a parameter are distributed; null where that is to be seen from them.</summary>
    public Distribution? Distribution { get; init; }

    /// <summary>Whether it stands for many columns.</summary>
    public bool IsPattern => Column.Contains('*', StringComparison.Ordinal);

    /// <summary>The name for a header of this form; null when it has another.</summary>
    public string? NameOf(string header)
    {
        var at = Column.IndexOf('*', StringComparison.Ordinal);
        if (at < 0) return header == Column ? Name : null;
        var (before, after) = (Column[..at], Column[(at + 1)..]);
        return header.Length > before.Length + after.Length && header.StartsWith(before, StringComparison.Ordinal)
            && header.EndsWith(after, StringComparison.Ordinal)
            ? Name.Replace("*", header[before.Length..^after.Length], StringComparison.Ordinal)
            : null;
    }
}
