using System.Text;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Parameters as a shell or a service takes them at its start.</summary>
internal static class PromotedFormats
{
    /// <summary>What a shell takes as it is.</summary>
    private const string Plain = "_-.,:/+@%=";

    /// <summary>A file of environment variables, one a line: <c>LEARNING_RATE=0.01</c>. Names are in upper snake case.</summary>
    /// <returns>The text; or the two parameters that would be the same variable.</returns>
    public static (string? Text, (string A, string B)? Same) Environment(IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        var (text, taken) = (new StringBuilder(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var (name, value) in parameters)
        {
            var variable = Variable(name);
            if (!taken.TryAdd(variable, name)) return (null, (taken[variable], name));
            text.Append(variable).Append('=').Append(value.IsNull ? "" : Quoted(value.ToString())).Append('\n');
        }

        return (text.ToString(), null);
    }

    /// <summary>Arguments of a program in one line: <c>--learningRate=0.01 --optimizer=adam</c>; names as the study has them.</summary>
    public static string Flags(IReadOnlyDictionary<string, ParameterValue> parameters) =>
        string.Join(' ', parameters.Where(p => !p.Value.IsNull).Select(p => Quoted($"--{p.Key}={p.Value}"))) + "\n";

    /// <summary>The name of a variable: <c>learningRate</c> is <c>LEARNING_RATE</c>, and whatever a variable cannot have is <c>_</c>.
    /// </summary>
    private static string Variable(string name)
    {
        var variable = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = char.IsAsciiLetterUpper(name[i]) && i > 0
                && (char.IsAsciiLetterLower(name[i - 1]) || char.IsAsciiDigit(name[i - 1])
                    || (char.IsAsciiLetterUpper(name[i - 1]) && i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
            if (startsWord) variable.Append('_');
            variable.Append(char.IsAsciiLetterOrDigit(name[i]) ? char.ToUpperInvariant(name[i]) : '_');
        }

        return variable.Length == 0 || char.IsAsciiDigit(variable[0]) ? $"_{variable}" : variable.ToString();
    }

    /// <summary>One word for a shell, whatever is in it.</summary>
    private static string Quoted(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || Plain.Contains(c, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
