using System.Buffers;
using System.Text.RegularExpressions;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>Arguments and environment variables with <c>{parameter}</c> placeholders; a literal brace is doubled.</summary>
internal static partial class CommandTemplate
{
    private const int MostNames = 20;

    // Of JSON, a dictionary of Python's, a block of code: none is likely in a parameter's name.
    private static readonly SearchValues<char> CodeSigns = SearchValues.Create("\"':;,\n$");

    /// <summary>Replaces the placeholders of one text; an argument stays one argument, whatever the values hold.</summary>
    /// <exception cref="ObjectiveException">A placeholder names no parameter of this trial, or a brace stands alone.</exception>
    public static string Expand(string text, IReadOnlyDictionary<string, ParameterValue> parameters) =>
        Placeholder.Replace(text, match => match.Value switch
        {
            "{{" => "{",
            "}}" => "}",
            ['{', .. var name, '}'] => ValueOf(name, text, parameters),
            var brace => throw new ObjectiveException($"The text '{text}' has a single '{brace}'; write '{brace}{brace}' for a brace."),
        });

    private static string ValueOf(string name, string text, IReadOnlyDictionary<string, ParameterValue> parameters) =>
        parameters.TryGetValue(name, out var value) ? value.ToString()
            : IsCode(name) ? throw new ObjectiveException(
                $"The text '{text}' has '{{{name}}}' in single braces, which mark a parameter's name; write literal braces doubled: "
                + $"'{{{{{name}}}}}'.")
            : throw new ObjectiveException(
                $"The text '{text}' names '{{{name}}}', but this trial has no such parameter; it has " +
                $"{(parameters.Count == 0 ? "none" : Some(parameters.Keys))}. " +
                "A conditional parameter needs a value in the study's \"defaults\"; write '{{' for a brace.");

    private static bool IsCode(string name) => name.Length == 0 || name.AsSpan().ContainsAny(CodeSigns);

    private static string Some(IEnumerable<string> names)
    {
        var some = names.Take(MostNames + 1).ToArray();
        return string.Join(", ", some.Length > MostNames ? [.. some[..MostNames], "…"] : some);
    }

    [GeneratedRegex(@"\{\{|\}\}|\{[^}]*\}|[{}]")]
    private static partial Regex Placeholder { get; }
}
