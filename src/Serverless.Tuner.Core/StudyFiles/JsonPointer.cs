namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Builds JSON pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>More of a name than any field has is not shown: each error below it would carry it.</summary>
    private const int LongestName = 256;

    /// <summary>The pointer to a member of what <paramref name="parent"/> points to.</summary>
    public static string Member(string parent, string name)
    {
        var shown = Excerpt.Start(name, LongestName);
        return $"{parent}/{shown.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
    }

    /// <summary>The pointer to an element of the array that <paramref name="parent"/> points to.</summary>
    public static string Element(string parent, int index) => $"{parent}/{index}";
}
