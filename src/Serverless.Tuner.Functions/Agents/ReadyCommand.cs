using System.Buffers;
using Serverless.Tuner.Objectives.Command;

namespace Serverless.Tuner.Functions.Agents;

/// <summary>Parameters as a command that is ready to be run: the study's own program, else options such as <c>--lr 0.001</c>.</summary>
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
        return string.Join(' ', words.Select(Quoted));
    }

    private static bool IsOption(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    private static string Quoted(string word) => word.Length > 0 && !word.AsSpan().ContainsAnyExcept(s_plain)
        ? word
        : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
