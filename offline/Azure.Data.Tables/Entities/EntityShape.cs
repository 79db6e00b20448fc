#nullable enable
using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Serialization;

namespace Azure.Data.Tables.Entities;

/// <summary>What a class that implements <see cref="ITableEntity" /> stores: its public properties, found once for each type.</summary>
internal sealed class EntityShape
{
    private static readonly ConcurrentDictionary<Type, EntityShape> Known = new();
    private readonly Dictionary<string, EntityMember> _read;
    private readonly Func<object> _create;

    private EntityShape(Type type)
    {
        var members = type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.GetIndexParameters().Length == 0 && !IsKey(property.Name))
            .Where(property => property.GetCustomAttribute<IgnoreDataMemberAttribute>() is null)
            .Select(property => new EntityMember(property))
            .ToList();
        Written = [.. members.Where(member => member is { Get: not null, Set: not null })];
        _read = members.Where(member => member.Set is not null).ToDictionary(member => member.Name, StringComparer.Ordinal);
        _create = type.GetConstructor(Type.EmptyTypes) is { } constructor
            ? Expression.Lambda<Func<object>>(Expression.New(constructor)).Compile()
            : () => throw new InvalidOperationException($"{type} needs a public constructor without parameters to be read from a table.");
    }

    public EntityMember[] Written { get; }

    public static EntityShape Of(Type type) => Known.GetOrAdd(type, static type => new EntityShape(type));

    public object Create() => _create();

    public EntityMember? Find(string name) => _read.GetValueOrDefault(name);

    private static bool IsKey(string name) =>
        name is nameof(ITableEntity.PartitionKey) or nameof(ITableEntity.RowKey) or nameof(ITableEntity.Timestamp) or nameof(ITableEntity.ETag);
}
