using System.Globalization;
using System.Text;
using Azure.Data.Tables;

namespace Serverless.Tuner.EmbeddedHost.Durable.History;

/// <summary>Texts in an entity, those beyond a property's limit split over numbered properties.</summary>
internal static class EntityText
{
    /// <summary>What fits in one entity with room to spare: 1 MiB is 512K characters of UTF-16.</summary>
    public const int LongestInAnEntity = 460_000;

    private const int LongestInAProperty = 32_000;

    public static void SetText(this TableEntity entity, string name, string? text)
    {
        // A merge leaves the pieces of a longer, earlier text behind; the count says how many are meant.
        var pieces = 0;
        for (var from = 0; text is not null && (from < text.Length || pieces == 0);)
        {
            var length = Math.Min(LongestInAProperty, text.Length - from);
            if (from + length < text.Length && char.IsHighSurrogate(text[from + length - 1]))
                length--;
            entity[Piece(name, pieces++)] = text.Substring(from, length);
            from += length;
        }

        entity[Count(name)] = pieces;
    }

    public static string? GetText(this TableEntity entity, string name)
    {
        var pieces = entity.GetInt32(Count(name)) ?? 0;
        if (pieces <= 1)
            return pieces == 0 ? null : entity.GetString(name);
        var text = new StringBuilder(pieces * LongestInAProperty);
        for (var piece = 0; piece < pieces; piece++)
            text.Append(entity.GetString(Piece(name, piece)));
        return text.ToString();
    }

    private static string Count(string name) => name + "Parts";

    private static string Piece(string name, int piece)
        => piece == 0 ? name : name + piece.ToString(CultureInfo.InvariantCulture);
}
