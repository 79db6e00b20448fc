using System.Text;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>What a document may write in place of the names that this program uses: snake_case for
/// every field of its own, and what other tuners call a sampler. Names of a user's own are never changed.</summary>
internal static class OtherNames
{
    /// <summary>A longer name is no field, and need not be looked through.</summary>
    private const int LongestField = 64;

    /// <summary>The field that a name stands for: <c>search_space</c> is <c>searchSpace</c>; other names stand for themselves.</summary>
    public static string Field(string written)
    {
        if (written.Length > LongestField || !written.Contains('_', StringComparison.Ordinal) || !IsSnakeCase(written)) return written;
        var name = new StringBuilder(written.Length);
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] != '_') name.Append(written[i]);
            else name.Append(char.ToUpperInvariant(written[++i]));
        }

        return name.ToString();
    }

    /// <summary>The sampler that a name stands for.</summary>
    public static string Sampler(string written) => written switch
    {
        "nsgaii" => "nsga2",
        "nsgaiii" => "nsga3",
        _ => written,
    };

    /// <summary>Whether it has words of small letters and digits with one '_' between each two of them.</summary>
    private static bool IsSnakeCase(string written)
    {
        for (var i = 0; i < written.Length; i++)
        {
            var isWord = char.IsAsciiLetterLower(written[i]) || char.IsAsciiDigit(written[i]);
            if (!isWord && (written[i] != '_' || i == 0 || i == written.Length - 1 || written[i - 1] == '_')) return false;
        }

        return true;
    }
}
