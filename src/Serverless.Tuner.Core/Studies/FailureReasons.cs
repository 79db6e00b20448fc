using System.Text.RegularExpressions;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Tells which failures are the same one: their reasons differ in numbers, identifiers and paths alone.</summary>
public static partial class FailureReasons
{
    private const int Longest = 200;
    private const string Any = "#";

    /// <summary>
    /// A reason with <c>#</c> for each number and identifier, and of each path its last part alone; on one line, of at most 200 characters.
    /// </summary>
    /// <param name="reason">Why a trial failed, in whatever words.</param>
    public static string Normalise(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        // Enough of it for what is kept, and never so much that it takes long.
        var text = Spaces.Replace(Excerpt.Start(reason, Longest * 10), " ").Trim();
        text = Folders.Replace(text, "");
        text = Identifiers.Replace(text, Any);
        return Excerpt.Start(Numbers.Replace(text, Any), Longest);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces { get; }

    /// <summary>The folders before a file's name: a trial has directories of its own.</summary>
    [GeneratedRegex(@"(?<![\w/])/(?:[^\s/'"":,()]+/)+|(?<!\w)[A-Za-z]:\\(?:[^\s\\'"":,()]+\\)+")]
    private static partial Regex Folders { get; }

    /// <summary>UUIDs, addresses such as 0x7f, and hashes.</summary>
    [GeneratedRegex(
        @"\b(?:[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|0[xX][0-9a-fA-F]+|(?=[0-9a-fA-F]*\d)[0-9a-fA-F]{12,})\b")]
    private static partial Regex Identifiers { get; }

    /// <summary>Numbers that stand alone, before a unit, after an underscore or in a shape such as 32x64; those in a word such as python3
    /// are a part of it.</summary>
    [GeneratedRegex(@"(?<![\w.])[-+]?\d+(?:[.,]\d+)*(?:[eE][-+]?\d+)?|(?<=_)\d+(?!\w)|(?<=\dx)\d+")]
    private static partial Regex Numbers { get; }
}
