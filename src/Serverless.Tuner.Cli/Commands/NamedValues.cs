using System.Globalization;

namespace Serverless.Tuner.Cli.Commands;

/// <summary>Options and arguments that are <c>NAME=VALUE</c>, any number of them.</summary>
internal static class NamedValues
{
    public static Option<string[]> Option(string name, string description, string helpName = "NAME=VALUE") =>
        new(name) { Description = description, HelpName = helpName };

    /// <summary>The texts by name; null when there are none.</summary>
    public static Dictionary<string, string>? Texts(string[]? words, string label)
    {
        if (words is null or []) return null;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw new CliException($"{label}: '{word}' is no NAME=VALUE.", ExitCode.InvalidInput);
            if (!texts.TryAdd(word[..at], word[(at + 1)..]))
                throw new CliException($"{label}: {word[..at]} is given twice.", ExitCode.InvalidInput);
        }

        return texts;
    }

    /// <summary>The numbers by name; null when there are none.</summary>
    public static Dictionary<string, double>? Numbers(string[]? words, string label) =>
        Texts(words, label)?.ToDictionary(text => text.Key, text => Number(text.Value, $"{label} {text.Key}"), StringComparer.Ordinal);

    /// <summary>A number that JSON has.</summary>
    public static double Number(string text, string label) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new CliException($"{label}: '{text}' is no finite number.", ExitCode.InvalidInput);
}
