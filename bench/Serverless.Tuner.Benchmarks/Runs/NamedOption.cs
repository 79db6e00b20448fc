using System.Text.Json;

namespace Serverless.Tuner.Benchmarks.Runs;

/// <summary>An option as people write it: <c>name=value</c>.</summary>
internal static class NamedOption
{
    /// <summary>Reads one; a value is a number or a boolean as in JSON, any other text a string.</summary>
    /// <param name="where">What has the option, for an error.</param>
    /// <param name="text">The option.</param>
    /// <exception cref="BenchmarkInputException">It is no option.</exception>
    public static (string Name, ParameterValue Value) Parse(string where, string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0 || at == text.Length - 1) throw new BenchmarkInputException($"In {where} an option is name=value, not '{text}'.");
        return (text[..at], Value(text[(at + 1)..]));
    }

    private static ParameterValue Value(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return ParameterValue.FromJson(document.RootElement) ?? ParameterValue.Of(text);
        }
        catch (JsonException)
        {
            return ParameterValue.Of(text);
        }
    }
}
