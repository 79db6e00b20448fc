using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Serverless.Tuner.Storage;

/// <summary>
/// Text of any length in an entity: as it is while it fits into a property, compressed over numbered binary properties when
/// it is longer.
/// </summary>
internal static class LongText
{
    /// <summary>A string property holds 64 KiB of UTF-16.</summary>
    private const int MaxChars = 32 * 1024;

    private const int MaxBytes = 64 * 1024;

    /// <summary>How many bytes of an entity texts may take; the rest of its 1 MiB is for the other properties.</summary>
    private const int MaxTotal = 960 * 1024;

    /// <summary>How many bytes of JSON an entity may be: Azurite takes a longer one for larger than 1 MiB, whatever it comes to when it is
    /// stored.</summary>
    private const int MaxSent = 1024 * 1024;

    /// <summary>What the client's JSON has as it is; all else it escapes.</summary>
    private static readonly SearchValues<char> s_plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Except("\"&'+<>\\`")]);

    public static void Put(TableEntity entity, string property, string? text)
    {
        if (text is null) return;
        if (text.Length <= MaxChars)
        {
            entity[property] = text;
            return;
        }

        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(Encoding.UTF8.GetBytes(text));
        var bytes = packed.ToArray();
        for (var (part, at) = (0, 0); at < bytes.Length; part++, at += MaxBytes)
            entity[property + part] = bytes[at..Math.Min(bytes.Length, at + MaxBytes)];
    }

    public static string? Get(TableEntity entity, string property)
    {
        if (entity.GetString(property) is { } text) return text;
        if (!entity.ContainsKey(property + "0")) return null;
        using var packed = new MemoryStream();
        for (var part = 0; entity.GetBinary(property + part) is { } bytes; part++) packed.Write(bytes);
        packed.Position = 0;
        using var zip = new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(zip, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Puts a value as JSON; nothing for null.</summary>
    public static void PutJson<T>(TableEntity entity, string property, T? value)
    {
        if (value is not null) Put(entity, property, JsonSerializer.Serialize(value, TunerJson.Options));
    }

    /// <summary>A value that was put as JSON; null when there is none.</summary>
    public static T? GetJson<T>(TableEntity entity, string property) =>
        Get(entity, property) is { } text ? JsonSerializer.Deserialize<T>(text, TunerJson.Options) : default;

    /// <summary>Whether an entity keeps within the service's limit, with
    /// <paramref name="spare"/> bytes left for what is yet to come.</summary>
    public static bool Fits(TableEntity entity, int spare = 0) =>
        BytesStored(entity) <= MaxTotal - spare && BytesSent(entity) <= MaxSent - spare;

    /// <summary>How many bytes an entity takes at most in a request, as JSON.</summary>
    public static long BytesSent(TableEntity entity) => entity.Keys.Sum(key => 100 + entity[key] switch
    {
        string s => s.Sum(c => s_plain.Contains(c) ? 1L : 6L),
        byte[] b => b.Length * 4L / 3,
        _ => 32,
    });

    private static long BytesStored(TableEntity entity) => entity.Keys.Sum(key => entity[key] switch
    {
        string s => s.Length * 2L,
        byte[] b => b.Length,
        _ => 16,
    });
}
