namespace Serverless.Tuner.Contracts;

/// <summary>What the values of a study are called.</summary>
public static class ValueNames
{
    /// <summary>A name for each direction: those that the study gives, else <c>value</c>, <c>value1</c>, <c>value2</c>, …</summary>
    public static IReadOnlyList<string> Of(StudySpec spec) =>
        spec.ValueNames ?? [.. Enumerable.Range(0, spec.Directions.Count).Select(i => i == 0 ? "value" : $"value{i}")];
}
