using System.Security.Cryptography;
using System.Text;

namespace Serverless.Tuner.Core.Memory;

/// <summary>What a study evaluates, as far as two studies can be told to evaluate the same.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Hash">A hash of its name, its program without the arguments, or its address without the query; null of an external one,
/// which has none.</param>
public sealed record ObjectiveIdentity(ObjectiveKind Kind, string? Hash)
{
    /// <summary>The identity of a study's objective.</summary>
    public static ObjectiveIdentity Of(ObjectiveSpec objective) => new(objective.Kind, objective.Kind switch
    {
        ObjectiveKind.Registered => HashOf(objective.Name ?? ""),
        // What is searched may change the arguments, and leave the program what it is.
        ObjectiveKind.Command => HashOf(string.Join('\0', (objective.Command ?? []).TakeWhile(IsProgram))),
        ObjectiveKind.Http => HashOf((objective.Url ?? "").Split('?')[0]),
        _ => null,
    });

    private static bool IsProgram(string word, int index) =>
        index == 0 || (!word.StartsWith('-') && !word.Contains('{', StringComparison.Ordinal));

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
