namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Text of a document in words about it.</summary>
internal static class Text
{
    /// <summary>A text of at most so many characters; what is cut away is shown as one more, <c>…</c>.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest) return text;
        // Half of a surrogate pair is no text that could be sent.
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest), "…");
    }
}
