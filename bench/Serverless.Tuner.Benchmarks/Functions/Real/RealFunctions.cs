using System.Collections;

namespace Serverless.Tuner.Benchmarks.Functions.Real;

/// <summary>Tables as functions; they are read when the first is asked for, since every command of the program knows every suite.</summary>
/// <remarks>A trial has the value and the seconds of one of the two seeds, drawn by its number; it fails where that training
/// failed.</remarks>
internal sealed class RealFunctions : IReadOnlyList<TestFunction>
{
    private readonly Lazy<TestFunction[]> _functions = new(() => [.. ForChoosing.Concat(HeldOut).Select(Of)]);

    /// <summary>The tables on which options may be chosen.</summary>
    public static IReadOnlyList<string> ForChoosing { get; } = ["GbBreast", "RfDiabetes", "SvmDigits", "LogisticBreast", "MlpDiabetes"];

    /// <summary>The tables that have no part in any choice.</summary>
    public static IReadOnlyList<string> HeldOut { get; } = ["GbDiabetes", "RfDigits", "SvmWine", "SvrDiabetes", "MlpDigits"];

    /// <summary>All of them.</summary>
    public static RealFunctions All { get; } = new();

    /// <inheritdoc />
    public int Count => _functions.Value.Length;

    /// <inheritdoc />
    public TestFunction this[int index] => _functions.Value[index];

    /// <inheritdoc />
    public IEnumerator<TestFunction> GetEnumerator() => ((IEnumerable<TestFunction>)_functions.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static TestFunction Of(string name)
    {
        var table = RealTable.Read(name);
        return new TestFunction(
            table.Name,
            $"{table.About}; {table.Count} settings, each trained twice: a trial has the value of one of the two",
            table.Parameters,
            point => Value(table.At(point), run: 0))
        {
            MeanSeconds = table.Rows.SelectMany(row => row.Runs).Average(run => run.Seconds),
            EvaluateTrial = (point, seed, number) => Value(table.At(point), TrialNoise.Bit(seed, number)),
        };
    }

    private static FunctionValue Value(RealRow row, int run) => row.Runs[run] is { Value: { } value } trained
        ? new FunctionValue([value]) { NoiseFree = row.Mean, Seconds = trained.Seconds }
        : new FunctionValue([double.PositiveInfinity]) { IsFailed = true, NoiseFree = row.Mean, Seconds = row.Runs[run].Seconds };
}
