using System.Text;

namespace Serverless.Tuner.Cli.Moving.Optuna;

/// <summary>JSON as Python writes it, which has the words NaN, Infinity and -Infinity for numbers.</summary>
internal static class PythonJson
{
    private static readonly string[] s_words = ["-Infinity", "Infinity", "NaN"];

    /// <summary>The same with these words as texts.</summary>
    public static string Quoted(string json)
    {
        if (!json.Contains("NaN", StringComparison.Ordinal) && !json.Contains("Infinity", StringComparison.Ordinal)) return json;
        var (text, isText) = (new StringBuilder(json.Length + 8), false);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] == '"') isText = !isText;
            if (isText && json[i] == '\\' && i + 1 < json.Length) text.Append(json[i++]);
            if (!isText && s_words.FirstOrDefault(word => string.CompareOrdinal(json, i, word, 0, word.Length) == 0) is { } found)
            {
                text.Append('"').Append(found).Append('"');
                i += found.Length - 1;
            }
            else
            {
                text.Append(json[i]);
            }
        }

        return text.ToString();
    }
}
