using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads the outcome of a trial that an endpoint tells: in its answer, or in a call-back.</summary>
public static class OutcomeReader
{
    private const int MostValues = 8;
    private const decimal HighestCostUsd = 1_000_000_000;

    /// <summary>Reads <c>value</c> or <c>values</c>, <c>metrics</c>, <c>constraints</c>, <c>attributes</c> and <c>costUsd</c>; or an
    /// <c>error</c> in their place.</summary>
    /// <param name="utf8">The JSON document.</param>
    /// <returns>The outcome, or everything that is wrong with it.</returns>
    public static (ToldOutcome? Outcome, IReadOnlyList<FieldError> Errors) Read(ReadOnlyMemory<byte> utf8) =>
        DocumentReader.ReadObject(utf8, Read);

    private static ToldOutcome Read(ObjectReader reader, ErrorList errors)
    {
        var error = reader.Text("error");
        var cost = reader.Decimal("costUsd", 0, HighestCostUsd, isAbove: false);
        var (value, values) = (reader.Number("value"), ReadValues(reader, errors));
        var measured = new Measured(values ?? (value is { } one ? [one] : []))
        {
            Metrics = ReadNumbers(reader, "metrics"),
            Constraints = ReadNumbers(reader, "constraints"),
            Attributes = ReadAttributes(reader),
        };
        if (error is not null) return new ToldOutcome(measured, cost, error);
        if (reader.Get("value") is not null && reader.Get("values") is not null)
            reader.Error("values", "stands beside value; give one of the two");
        if (reader.Get("value") is null && reader.Get("values") is null && reader.Get("metrics") is null)
            reader.Error("value", "is required, or values, or metrics where the study has a score; a failure is told by error");
        return new ToldOutcome(measured, cost, Error: null);
    }

    private static IReadOnlyList<double>? ReadValues(ObjectReader reader, ErrorList errors)
    {
        if (reader.Elements("values", MostValues, "numbers") is not { } elements) return null;
        foreach (var (item, at) in elements)
            if (ObjectReader.AsNumber(item) is null) errors.Add(at, $"must be a finite number, not {ObjectReader.Describe(item)}");
        return [.. elements.Select(e => ObjectReader.AsNumber(e.Item) ?? 0)];
    }

    private static Dictionary<string, double>? ReadNumbers(ObjectReader reader, string field)
    {
        if (reader.OpenMap(field) is not { } map) return null;
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var name in map.Names)
            if (map.Number(name) is { } number) numbers[name] = number;
        return numbers;
    }

    private static Dictionary<string, string>? ReadAttributes(ObjectReader reader)
    {
        if (reader.OpenMap("attributes") is not { } map) return null;
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in map.Names)
            if (map.Get(name) is { } item) attributes[name] = item.ToString();
        return attributes;
    }
}
