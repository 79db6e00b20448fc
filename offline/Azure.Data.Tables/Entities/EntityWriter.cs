#nullable enable
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables.Entities;

/// <summary>Writes an entity as JSON, each value with the annotation that its type needs.</summary>
internal static class EntityWriter
{
    private const int MostNames = 4096;
    private static readonly JsonEncodedText Int64 = JsonEncodedText.Encode("Edm.Int64");
    private static readonly JsonEncodedText Double = JsonEncodedText.Encode("Edm.Double");
    private static readonly JsonEncodedText Guid = JsonEncodedText.Encode("Edm.Guid");
    private static readonly JsonEncodedText Binary = JsonEncodedText.Encode("Edm.Binary");
    private static readonly JsonEncodedText DateTime = JsonEncodedText.Encode("Edm.DateTime");

    private static readonly ConcurrentDictionary<string, EncodedName> Names = new(StringComparer.Ordinal);

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    private sealed record EncodedName(JsonEncodedText Name, JsonEncodedText TypeName);

    public static void Write(PooledContent content, ITableEntity entity)
    {
        var writer = Rent(content);
        writer.WriteStartObject();
        if (entity is IDictionary<string, object> dictionary)
            WriteDictionary(writer, dictionary);
        else
            WriteObject(writer, entity);
        writer.WriteEndObject();
        writer.Flush();
    }

    public static void WriteTableName(PooledContent content, string tableName)
    {
        var writer = Rent(content);
        writer.WriteStartObject();
        writer.WriteString("TableName"u8, tableName);
        writer.WriteEndObject();
        writer.Flush();
    }

    private static Utf8JsonWriter Rent(PooledContent content)
    {
        if (t_writer is not { } writer)
        {
            return t_writer = new Utf8JsonWriter(
                content,
                new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        }
        writer.Reset(content);
        return writer;
    }

    private static void WriteDictionary(Utf8JsonWriter writer, IDictionary<string, object> properties)
    {
        if (properties is TableEntity entity)
        {
            foreach (var (name, value) in entity.Properties)
                WriteUnlessServiceOwned(writer, name, value);
            return;
        }
        foreach (var (name, value) in properties)
            WriteUnlessServiceOwned(writer, name, value);
    }

    private static void WriteUnlessServiceOwned(Utf8JsonWriter writer, string name, object? value)
    {
        if (!PropertyNames.IsServiceOwned(name))
            WriteProperty(writer, name, value);
    }

    private static void WriteObject(Utf8JsonWriter writer, ITableEntity entity)
    {
        WriteProperty(writer, PropertyNames.PartitionKey, entity.PartitionKey);
        WriteProperty(writer, PropertyNames.RowKey, entity.RowKey);
        foreach (var member in EntityShape.Of(entity.GetType()).Written)
        {
            var value = member.Get!(entity);
            WriteProperty(writer, member.Name, value is Enum ? value.ToString() : value);
        }
    }

    private static void WriteProperty(Utf8JsonWriter writer, string property, object? value)
    {
        var name = Encode(property);
        switch (value)
        {
            case null:
                writer.WriteNull(name.Name);
                break;
            case string text:
                writer.WriteString(name.Name, text);
                break;
            case int number:
                writer.WriteNumber(name.Name, number);
                break;
            case bool flag:
                writer.WriteBoolean(name.Name, flag);
                break;
            case long number:
                writer.WriteString(name.TypeName, Int64);
                WriteInt64(writer, name.Name, number);
                break;
            case ulong number:
                writer.WriteString(name.TypeName, Int64);
                writer.WriteString(name.Name, number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                writer.WriteString(name.TypeName, Double);
                if (double.IsNaN(number))
                    writer.WriteString(name.Name, "NaN"u8);
                else
                    writer.WriteNumber(name.Name, number);
                break;
            case float number:
                writer.WriteNumber(name.Name, number);
                break;
            case decimal number:
                writer.WriteNumber(name.Name, number);
                break;
            case Guid guid:
                writer.WriteString(name.TypeName, Guid);
                writer.WriteString(name.Name, guid);
                break;
            case DateTimeOffset time:
                writer.WriteString(name.TypeName, DateTime);
                WriteTime(writer, name.Name, time.UtcDateTime);
                break;
            case DateTime { Kind: DateTimeKind.Utc } time:
                writer.WriteString(name.TypeName, DateTime);
                WriteTime(writer, name.Name, time);
                break;
            case DateTime time:
                throw new NotSupportedException($"Property '{property}': a DateTime must be UTC to be stored, this one is {time.Kind}.");
            case byte[] bytes:
                writer.WriteString(name.TypeName, Binary);
                writer.WriteBase64String(name.Name, bytes);
                break;
            case BinaryData data:
                writer.WriteString(name.TypeName, Binary);
                writer.WriteBase64String(name.Name, data.ToMemory().Span);
                break;
            default:
                throw new NotSupportedException($"Property '{property}': a {value.GetType()} cannot be stored in a table.");
        }
    }

    private static void WriteInt64(Utf8JsonWriter writer, JsonEncodedText name, long number)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        writer.WriteString(name, digits[..length]);
    }

    private static void WriteTime(Utf8JsonWriter writer, JsonEncodedText name, DateTime utc)
    {
        Span<byte> text = stackalloc byte[28];
        utc.TryFormat(text, out var length, "O", CultureInfo.InvariantCulture);
        writer.WriteString(name, text[..length]);
    }

    private static EncodedName Encode(string name)
    {
        if (Names.TryGetValue(name, out var encoded))
            return encoded;
        encoded = new EncodedName(JsonEncodedText.Encode(name), JsonEncodedText.Encode(name + PropertyNames.TypeSuffix));
        return Names.Count < MostNames ? Names.GetOrAdd(name, encoded) : encoded;
    }
}
