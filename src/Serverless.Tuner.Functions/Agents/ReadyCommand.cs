using System.Buffers;
using System.Text.Json;
using Serverless.Tuner.Objectives.Command;

namespace Serverless.Tuner.Functions.Agents;

/// <summary>Parameters as a command that is ready to be run: the study's own program, with a line of JSON
/// on its input where its arguments do not name them all, else options such as <c>--lr 0.001</c>.</summary>
internal static class ReadyCommand
{
    /// <summary>A longer one is of no use to anybody.</summary>
    private const int Longest = 4_000;

    // What no shell of POSIX takes for anything but itself.
    private static readonly SearchValues<char> s_plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:=@%+,");

    /// <summary>The words for a shell of POSIX; null where there are none that could be read as they are.</summary>
    public static string? Of(StudySpec spec, IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        var words = spec.Objective.Command is not null
            ? CommandObjective.ArgumentsOf(spec.Objective, parameters)
            : parameters.Keys.All(IsOption) ? [.. parameters.SelectMany(p => (string[])[$"--{p.Key}", p.Value.ToString()])] : null;
        if (words is null or { Count: 0 } || words.Sum(word => word.Length) > Longest || !words.All(QuotedText.IsPlain)) return null;
        var command = string.Join(' ', words.Select(Quoted));
        return spec.Objective.Command is null || parameters.Keys.All(name => IsArgument(spec.Objective, parameters, name))
            ? command
            : Input(parameters) is { } input && input.Length + command.Length <= Longest ? $"{input} | {command}" : null;
    }

    /// <summary>Whether a program has a parameter among its arguments, which it then does not read from its input.</summary>
    private static bool IsArgument(ObjectiveSpec objective, IReadOnlyDictionary<string, ParameterValue> parameters, string name) =>
        CommandObjective.ArgumentsOf(objective, parameters.Where(p => p.Key != name).ToDictionary(StringComparer.Ordinal)) is null;

    /// <summary>What writes the line of JSON that a trial's program has on its input; null where it could not be read as it is.</summary>
    private static string? Input(IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        var json = JsonSerializer.Serialize(parameters, TunerJson.Options);
        // Some shells' echo takes a backslash for more than that.
        return !QuotedText.IsPlain(json) ? null : (json.Contains('\\') ? "printf '%s\\n' " : "echo ") + Quoted(json);
    }

    private static bool IsOption(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    private static string Quoted(string word) => word.Length > 0 && !word.AsSpan().ContainsAnyExcept(s_plain)
        ? word
        : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
