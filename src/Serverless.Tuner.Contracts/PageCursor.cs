using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Serverless.Tuner.Contracts;

/// <summary>
/// Where a page of a list ends: what callers give back as <c>after</c> to have the next one. To them it is a text without a meaning; it
/// holds the order of the list and the place of its last item in it.
/// </summary>
public static class PageCursor
{
    private const char Separator = '\n';
    private const int MaxLength = 1_000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>After a study, in the list by name.</summary>
    public static string AfterStudy(string name) => Of("name", name);

    /// <summary>After a trial, in the list by ascending number.</summary>
    public static string AfterTrial(int number) => Of("number", number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A place that parts tell, which hold no line breaks.</summary>
    public static string Of(params ReadOnlySpan<string> parts) =>
        Base64Url.EncodeToString(Strict.GetBytes(string.Join(Separator, parts)));

    /// <summary>The parts of a place; null when the text is none.</summary>
    public static IReadOnlyList<string>? TryRead(string text)
    {
        if (text.Length > MaxLength || !Base64Url.IsValid(text)) return null;
        try
        {
            return Strict.GetString(Base64Url.DecodeFromChars(text)).Split(Separator);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
