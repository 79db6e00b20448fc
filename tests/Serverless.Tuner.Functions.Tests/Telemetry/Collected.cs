using System.Collections;

namespace Serverless.Tuner.Functions.Tests.Telemetry;

/// <summary>What an exporter has been given, which may be given more while it is read.</summary>
internal sealed class Collected<T> : ICollection<T>
{
    private readonly Lock _lock = new();
    private readonly List<T> _items = [];

    public int Count => ToArray().Length;

    public bool IsReadOnly => false;

    public void Add(T item)
    {
        lock (_lock) _items.Add(item);
    }

    public T[] ToArray()
    {
        lock (_lock) return [.. _items];
    }

    public void Clear()
    {
        lock (_lock) _items.Clear();
    }

    public bool Contains(T item) => ToArray().Contains(item);

    public void CopyTo(T[] array, int arrayIndex) => ToArray().CopyTo(array, arrayIndex);

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    public bool Remove(T item) => throw new NotSupportedException();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
