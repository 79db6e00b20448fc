#nullable enable
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>One property of an entity where it stands in the response: its value is made only once its annotation is known.</summary>
internal struct JsonField
{
    public string Name;
    public JsonTokenType Token;
    public EdmType Type;
    public int Start;
    public int Length;
    public bool Escaped;

    public readonly string? ReadString(ReadOnlySpan<byte> json)
    {
        if (Token != JsonTokenType.String)
            return null;
        return Escaped ? Reader(json).GetString() : Encoding.UTF8.GetString(json.Slice(Start, Length));
    }

    /// <summary>The value as the type that the annotation names, or as the one that JSON itself shows.</summary>
    public readonly object? Read(ReadOnlySpan<byte> json) => Token switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number => Type switch
        {
            EdmType.Double => ReadDouble(json),
            EdmType.Int64 => ReadInt64(json),
            _ => ReadNumber(json),
        },
        _ => Type switch
        {
            EdmType.Int64 => ReadInt64(json),
            EdmType.Double => ReadDouble(json),
            EdmType.DateTime => ReadTime(json),
            EdmType.Guid => Guid.Parse(json.Slice(Start, Length)),
            EdmType.Binary => ReadBinary(json),
            _ => ReadString(json),
        },
    };

    /// <summary>The value as <paramref name="type" />, which a property of a class has.</summary>
    public readonly object? ReadAs(ReadOnlySpan<byte> json, Type type)
    {
        if (Token == JsonTokenType.Null)
            return null;
        if (type == typeof(string))
            return ReadString(json);
        if (type == typeof(long))
            return ReadInt64(json);
        if (type == typeof(double))
            return ReadDouble(json);
        if (type == typeof(int))
            return Reader(json).GetInt32();
        if (type == typeof(bool))
            return Token == JsonTokenType.True;
        if (type == typeof(DateTimeOffset))
            return ReadTime(json);
        if (type == typeof(DateTime))
            return ReadTime(json).UtcDateTime;
        if (type == typeof(Guid))
            return Guid.Parse(json.Slice(Start, Length));
        if (type == typeof(byte[]))
            return ReadBinary(json);
        if (type == typeof(BinaryData))
            return BinaryData.FromBytes(ReadBinary(json));
        if (type == typeof(ulong))
            return ulong.Parse(json.Slice(Start, Length), CultureInfo.InvariantCulture);
        if (type == typeof(float))
            return (float)ReadDouble(json);
        if (type.IsEnum)
            return Enum.Parse(type, ReadString(json)!);
        throw new NotSupportedException($"Property '{Name}': a {type} cannot be read from a table.");
    }

    public readonly DateTimeOffset ReadTime(ReadOnlySpan<byte> json) =>
        Reader(json).TryGetDateTimeOffset(out var time)
            ? time
            : DateTimeOffset.Parse(ReadString(json)!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private readonly long ReadInt64(ReadOnlySpan<byte> json) =>
        long.Parse(json.Slice(Start, Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private readonly double ReadDouble(ReadOnlySpan<byte> json) =>
        double.Parse(json.Slice(Start, Length), NumberStyles.Float, CultureInfo.InvariantCulture);

    private readonly byte[] ReadBinary(ReadOnlySpan<byte> json) => Length == 0 ? [] : Reader(json).GetBytesFromBase64();

    private readonly object ReadNumber(ReadOnlySpan<byte> json)
    {
        var reader = Reader(json);
        if (reader.TryGetInt32(out var small))
            return small;
        return reader.TryGetInt64(out var large) ? large : reader.GetDouble();
    }

    private readonly Utf8JsonReader Reader(ReadOnlySpan<byte> json)
    {
        var quote = Token == JsonTokenType.String ? 1 : 0;
        var reader = new Utf8JsonReader(json.Slice(Start - quote, Length + (2 * quote)));
        reader.Read();
        return reader;
    }
}
