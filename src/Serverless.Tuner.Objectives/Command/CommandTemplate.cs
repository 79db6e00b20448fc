using System.Text;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>Arguments with <c>{parameter}</c> placeholders; a literal brace is doubled.</summary>
internal static class CommandTemplate
{
    /// <summary>Replaces the placeholders of one argument; the result stays one argument, whatever the values hold.</summary>
    /// <exception cref="ObjectiveException">A placeholder names no parameter of this trial, or a brace stands alone.</exception>
    public static string Expand(string argument, IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        var result = new StringBuilder(argument.Length);
        for (var i = 0; i < argument.Length; i++)
        {
            var c = argument[i];
            if (c is not ('{' or '}'))
            {
                result.Append(c);
            }
            else if (i + 1 < argument.Length && argument[i + 1] == c)
            {
                result.Append(c);
                i++;
            }
            else
            {
                var end = c == '{' ? argument.IndexOf('}', i) : -1;
                if (end < 0) throw new ObjectiveException($"The argument '{argument}' has a single '{c}'; write '{c}{c}' for a brace.");
                result.Append(ValueOf(argument[(i + 1)..end], argument, parameters));
                i = end;
            }
        }

        return result.ToString();
    }

    private static string ValueOf(string name, string argument, IReadOnlyDictionary<string, ParameterValue> parameters) =>
        parameters.TryGetValue(name, out var value)
            ? value.ToString()
            : throw new ObjectiveException(
                $"The argument '{argument}' names '{{{name}}}', but this trial has no such parameter; it has " +
                $"{(parameters.Count == 0 ? "none" : string.Join(", ", parameters.Keys))}. " +
                "A conditional parameter needs a value in the study's \"defaults\"; write '{{' for a brace.");
}
