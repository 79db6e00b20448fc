namespace Serverless.Tuner.Contracts;

/// <summary>Cuts long texts. A surrogate pair stays whole: half of one is no text that could be stored or sent.</summary>
public static class Excerpt
{
    private const string Gap = " … ";

    /// <summary>The text; of one that is longer, its first <paramref name="longest"/> characters, and <c>…</c> for the rest.</summary>
    public static string Start(string text, int longest) => text.Length <= longest ? text : Head(text, longest) + "…";

    /// <summary>The text; of one that is longer than <paramref name="longest"/>
    /// characters, a third of that from its start and the rest from its end.</summary>
    public static string Ends(string text, int longest)
    {
        if (text.Length <= longest) return text;
        var head = (longest - Gap.Length) / 3;
        var end = text.Length - (longest - Gap.Length - head);
        if (char.IsLowSurrogate(text[end])) end++;
        return Head(text, head) + Gap + text[end..].TrimStart();
    }

    private static string Head(string text, int length)
    {
        if (length > 0 && char.IsHighSurrogate(text[length - 1])) length--;
        return text[..length].TrimEnd();
    }
}
