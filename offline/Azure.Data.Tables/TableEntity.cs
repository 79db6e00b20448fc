using System.Collections;
using System.Globalization;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables;

/// <summary>A row as a dictionary of its properties.</summary>
#pragma warning disable CA1710 // "Entity", not "Dictionary", is its published name.
public sealed class TableEntity : ITableEntity, IDictionary<string, object>
{
    private readonly Dictionary<string, object> _properties;

    public TableEntity() => _properties = [];

    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public TableEntity(IDictionary<string, object> values) =>
        _properties = values is null ? [] : new Dictionary<string, object>(values);

    public string PartitionKey
    {
        get => GetString(PropertyNames.PartitionKey);
        set => _properties[PropertyNames.PartitionKey] = value;
    }

    public string RowKey
    {
        get => GetString(PropertyNames.RowKey);
        set => _properties[PropertyNames.RowKey] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(PropertyNames.Timestamp);
        set => _properties[PropertyNames.Timestamp] = value;
    }

    public ETag ETag
    {
        get => GetString(PropertyNames.ETag) is { } etag ? new ETag(etag) : default;
        set => _properties[PropertyNames.ETag] = value.ToString();
    }

    public int Count => _properties.Count;

    public ICollection<string> Keys => _properties.Keys;

    ICollection<object> IDictionary<string, object>.Values => _properties.Values;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    /// <summary>A property's value, or null where there is none. A value that is set keeps the type of the one it replaces.</summary>
    public object this[string key]
    {
        get => Find(key);
        set => Put(key, value);
    }

    public string GetString(string key) => Find(key) switch
    {
        null => null,
        string text => text,
        DateTimeOffset time => time.ToString("o", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
        { } other => throw WrongType(key, typeof(string), other),
    };

    public byte[] GetBinary(string key) => Find(key) switch
    {
        null => null,
        byte[] bytes => bytes,
        BinaryData data => data.ToArray(),
        { } other => throw WrongType(key, typeof(byte[]), other),
    };

    public BinaryData GetBinaryData(string key) => Find(key) switch
    {
        null => null,
        BinaryData data => data,
        byte[] bytes => BinaryData.FromBytes(bytes),
        { } other => throw WrongType(key, typeof(BinaryData), other),
    };

    public DateTime? GetDateTime(string key) => Find(key) switch
    {
        null => null,
        DateTime time => time,
        DateTimeOffset time => time.UtcDateTime,
        { } other => throw WrongType(key, typeof(DateTime), other),
    };

    public DateTimeOffset? GetDateTimeOffset(string key) => Find(key) switch
    {
        null => null,
        DateTimeOffset time => time,
        DateTime time => new DateTimeOffset(time),
        { } other => throw WrongType(key, typeof(DateTimeOffset), other),
    };

    public int? GetInt32(string key) => Get<int>(key);

    public long? GetInt64(string key) => Get<long>(key);

    public double? GetDouble(string key) => Get<double>(key);

    public bool? GetBoolean(string key) => Get<bool>(key);

    public Guid? GetGuid(string key) => Get<Guid>(key);

    public void Add(string key, object value) => Put(key, value);

    public bool ContainsKey(string key) => _properties.ContainsKey(key);

    public bool Remove(string key) => _properties.Remove(key);

    public bool TryGetValue(string key, out object value) => _properties.TryGetValue(key, out value);

    public void Clear() => _properties.Clear();

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => Put(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)_properties).Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object>>)_properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)_properties).Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() =>
        _properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _properties.GetEnumerator();

    /// <summary>The properties themselves, for the codec: no copy, and an enumerator without an allocation.</summary>
    internal Dictionary<string, object> Properties => _properties;

    private object Find(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _properties.TryGetValue(key, out var value) ? value : null;
    }

    private T? Get<T>(string key)
        where T : struct => Find(key) switch
        {
            null => null,
            T value => value,
            { } other => throw WrongType(key, typeof(T), other),
        };

    private void Put(string key, object value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (value is not null && _properties.TryGetValue(key, out var old) && old is not null && old.GetType() != value.GetType())
            value = ToTypeOf(key, old, value);
        _properties[key] = value;
    }

    private static object ToTypeOf(string key, object old, object value) => (old, value) switch
    {
        (int, double or long) => value,
        (double, int number) => (double)number,
        (long, int number) => (long)number,
        (DateTimeOffset, DateTime time) => new DateTimeOffset(time),
        (DateTime, DateTimeOffset time) => time.UtcDateTime,
        (string, DateTimeOffset time) => time.ToString("o", CultureInfo.InvariantCulture),
        (string, DateTime time) => time.ToString("o", CultureInfo.InvariantCulture),
        _ => throw WrongType(key, old.GetType(), value),
    };

    private static InvalidOperationException WrongType(string key, Type wanted, object value) =>
        new($"Property '{key}' holds a {value.GetType()}, which cannot be taken as {wanted}.");
}
