namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads the intermediate values that an endpoint reports of a trial.</summary>
public static class ReportsReader
{
    private const int MostReports = 1_000;

    /// <summary>Reads a report, <c>step</c> and <c>value</c> (or <c>values</c>, one for each direction) and the <c>costUsd</c> so far, or
    /// several in <c>reports</c>.</summary>
    /// <param name="utf8">The JSON document.</param>
    /// <returns>The reports, or everything that is wrong with them.</returns>
    public static (IReadOnlyList<ToldReport>? Reports, IReadOnlyList<FieldError> Errors) Read(ReadOnlyMemory<byte> utf8) =>
        DocumentReader.ReadObject(utf8, Read);

    private static IReadOnlyList<ToldReport> Read(ObjectReader reader, ErrorList errors)
    {
        if (reader.Get("reports") is null) return [ReportReader.Read(reader, errors)];
        if (reader.Elements("reports", MostReports, "reports") is not { } elements) return [];
        return [.. elements.Select(e => ObjectReader.Open(e.Item, e.At, errors) is { } one ? ReportReader.Read(one, errors) : default)];
    }
}
