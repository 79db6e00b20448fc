#nullable enable
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>
/// Reads the entities of one response. The rows of a page mostly have the same properties in the same order, so a row's
/// names are taken from the row before it where they match, and cost nothing.
/// </summary>
internal ref struct EntityReader<T>
    where T : class, ITableEntity
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly EntityShape? _shape;
    private readonly List<Name> _names = [];
    private JsonField[] _fields = new JsonField[24];
    private int _count;

    private EntityReader(ReadOnlySpan<byte> json)
    {
        _json = json;
        _shape = typeof(T) == typeof(TableEntity) ? null : EntityShape.Of(typeof(T));
    }

    /// <summary>A property's name; where it is an annotation, also the name of what it annotates.</summary>
    private sealed record Name(string Text, string? Annotates);

    public static T ReadOne(ReadOnlySpan<byte> json)
    {
        var entities = new EntityReader<T>(json);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return entities.Read(ref reader);
    }

    public static List<T> ReadPage(ReadOnlySpan<byte> json)
    {
        var entities = new EntityReader<T>(json);
        var reader = new Utf8JsonReader(json);
        var page = new List<T>();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (!isValue)
            {
                reader.Skip();
                continue;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                page.Add(entities.Read(ref reader));
        }
        return page;
    }

    private T Read(ref Utf8JsonReader reader)
    {
        Collect(ref reader);
        return _shape is null ? (T)(object)MakeDictionary() : MakeObject(_shape);
    }

    private void Collect(ref Utf8JsonReader reader)
    {
        _count = 0;
        var position = 0;
        (string Name, EdmType Type) early = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameAt(position++, ref reader);
            reader.Read();
            if (name.Annotates is { } annotated)
            {
                var type = ReadType(ref reader);
                if (!TrySetType(annotated, type))
                    early = (annotated, type);
                continue;
            }

            if (_count == _fields.Length)
                Array.Resize(ref _fields, _count * 2);
            ref var field = ref _fields[_count++];
            field.Name = name.Text;
            field.Token = reader.TokenType;
            field.Type = early.Name == name.Text ? early.Type : EdmType.None;
            field.Length = reader.ValueSpan.Length;
            field.Start = (int)reader.TokenStartIndex + (reader.TokenType == JsonTokenType.String ? 1 : 0);
            field.Escaped = reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped;
            reader.Skip();
        }
    }

    private readonly Name NameAt(int position, ref Utf8JsonReader reader)
    {
        if (position < _names.Count && reader.ValueTextEquals(_names[position].Text))
            return _names[position];

        var text = reader.GetString()!;
        var name = text.EndsWith(PropertyNames.TypeSuffix, StringComparison.Ordinal)
            ? new Name(text, text[..^PropertyNames.TypeSuffix.Length])
            : new Name(text, null);
        if (position < _names.Count)
            _names[position] = name;
        else
            _names.Add(name);
        return name;
    }

    private readonly bool TrySetType(string name, EdmType type)
    {
        for (var i = _count - 1; i >= 0; i--)
        {
            if (_fields[i].Name != name)
                continue;
            _fields[i].Type = type;
            return true;
        }
        return false;
    }

    private static EdmType ReadType(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("Edm.Int64"u8))
            return EdmType.Int64;
        if (reader.ValueTextEquals("Edm.DateTime"u8))
            return EdmType.DateTime;
        if (reader.ValueTextEquals("Edm.Double"u8))
            return EdmType.Double;
        if (reader.ValueTextEquals("Edm.Guid"u8))
            return EdmType.Guid;
        if (reader.ValueTextEquals("Edm.Binary"u8))
            return EdmType.Binary;
        if (reader.ValueTextEquals("Edm.String"u8))
            return EdmType.String;
        if (reader.ValueTextEquals("Edm.Int32"u8))
            return EdmType.Int32;
        if (reader.ValueTextEquals("Edm.Boolean"u8))
            return EdmType.Boolean;
        throw new NotSupportedException($"Not a type of the table service: {reader.GetString()}.");
    }

    private readonly TableEntity MakeDictionary()
    {
        var entity = new TableEntity();
        var properties = entity.Properties;
        properties.EnsureCapacity(_count);
        foreach (ref readonly var field in _fields.AsSpan(0, _count))
        {
            if (field.Name is "odata.metadata")
                continue;
            properties[field.Name] = field.Name == PropertyNames.Timestamp && field.Token == JsonTokenType.String
                ? field.ReadTime(_json)
                : field.Read(_json)!;
        }
        return entity;
    }

    private readonly T MakeObject(EntityShape shape)
    {
        var entity = (T)shape.Create();
        foreach (ref readonly var field in _fields.AsSpan(0, _count))
        {
            switch (field.Name)
            {
                case PropertyNames.PartitionKey:
                    entity.PartitionKey = field.ReadString(_json)!;
                    break;
                case PropertyNames.RowKey:
                    entity.RowKey = field.ReadString(_json)!;
                    break;
                case PropertyNames.Timestamp:
                    entity.Timestamp = field.ReadTime(_json);
                    break;
                case PropertyNames.ETag:
                    entity.ETag = new ETag(field.ReadString(_json)!);
                    break;
                default:
                    SetMember(shape, entity, field);
                    break;
            }
        }
        return entity;
    }

    private readonly void SetMember(EntityShape shape, T entity, in JsonField field)
    {
        if (shape.Find(field.Name) is not { } member)
            return;
        var value = field.ReadAs(_json, member.Type);
        if (value is not null || member.AcceptsNull)
            member.Set!(entity, value);
    }
}
