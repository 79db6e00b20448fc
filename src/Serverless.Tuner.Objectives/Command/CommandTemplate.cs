using System.Text;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>Arguments and environment variables with <c>{parameter}</c> placeholders; a literal brace is doubled.</summary>
internal static class CommandTemplate
{
    /// <summary>How many parameters a message lists.</summary>
    private const int MostNames = 20;

    /// <summary>Replaces the placeholders of one text; an argument stays one argument, whatever the values hold.</summary>
    /// <exception cref="ObjectiveException">A placeholder names no parameter of this trial, or a brace stands alone.</exception>
    public static string Expand(string text, IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is not ('{' or '}'))
            {
                result.Append(c);
            }
            else if (i + 1 < text.Length && text[i + 1] == c)
            {
                result.Append(c);
                i++;
            }
            else
            {
                var end = c == '{' ? text.IndexOf('}', i) : -1;
                if (end < 0) throw new ObjectiveException($"The text '{text}' has a single '{c}'; write '{c}{c}' for a brace.");
                result.Append(ValueOf(text[(i + 1)..end], text, parameters));
                i = end;
            }
        }

        return result.ToString();
    }

    private static string ValueOf(string name, string text, IReadOnlyDictionary<string, ParameterValue> parameters) =>
        parameters.TryGetValue(name, out var value)
            ? value.ToString()
            : throw new ObjectiveException(
                $"The text '{text}' names '{{{name}}}', but this trial has no such parameter; it has " +
                $"{(parameters.Count == 0 ? "none" : Some(parameters.Keys))}. " +
                "A conditional parameter needs a value in the study's \"defaults\"; write '{{' for a brace.");

    private static string Some(IEnumerable<string> names)
    {
        var some = names.Take(MostNames + 1).ToArray();
        return string.Join(", ", some.Length > MostNames ? [.. some[..MostNames], "…"] : some);
    }
}
