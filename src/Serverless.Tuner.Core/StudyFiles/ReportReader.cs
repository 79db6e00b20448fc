namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads one report: its step, and one value or one of each direction.</summary>
internal static class ReportReader
{
    private const int MostValues = 8;
    private const decimal HighestCostUsd = 1_000_000_000;

    /// <summary>Reads it; what is wrong goes into <paramref name="errors"/>.</summary>
    public static ToldReport Read(ObjectReader reader, ErrorList errors)
    {
        reader.Require("step");
        if (reader.Get("values") is null) reader.Require("value");
        var (value, values) = (reader.Number("value"), Values(reader, errors));
        // What the app shows of a report has both.
        if (value is not null && values is [var first, ..] && value != first)
            reader.Error("value", "is not the first of values; leave it out where each direction has a value");
        return new ToldReport(
            reader.Int("step", 0, int.MaxValue) ?? 0, values is [var shown, ..] ? shown : value ?? 0,
            reader.Decimal("costUsd", 0, HighestCostUsd, isAbove: false))
        {
            Values = values,
        };
    }

    private static double[]? Values(ObjectReader reader, ErrorList errors)
    {
        if (reader.Elements("values", MostValues, "numbers, one for each direction") is not { } elements) return null;
        foreach (var (item, at) in elements)
            if (ObjectReader.AsNumber(item) is null) errors.Add(at, $"must be a finite number, not {ObjectReader.Describe(item)}");
        return [.. elements.Select(e => ObjectReader.AsNumber(e.Item) ?? 0)];
    }
}
