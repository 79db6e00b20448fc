#nullable enable
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Serialization;

namespace Azure.Data.Tables.Entities;

/// <summary>One stored property of a class, with compiled access to it.</summary>
internal sealed class EntityMember
{
    public EntityMember(PropertyInfo property)
    {
        Name = property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name;
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var target = Expression.Parameter(typeof(object));
        var typed = Expression.Convert(target, property.DeclaringType!);

        if (property.GetMethod is { IsPublic: true })
        {
            var read = Expression.Convert(Expression.Property(typed, property), typeof(object));
            Get = Expression.Lambda<Func<object, object?>>(read, target).Compile();
        }
        if (property.SetMethod is { IsPublic: true })
        {
            var value = Expression.Parameter(typeof(object));
            var write = Expression.Assign(Expression.Property(typed, property), Expression.Convert(value, property.PropertyType));
            Set = Expression.Lambda<Action<object, object?>>(write, target, value).Compile();
            AcceptsNull = !property.PropertyType.IsValueType || Nullable.GetUnderlyingType(property.PropertyType) is not null;
        }
    }

    public string Name { get; }

    /// <summary>Without <see cref="Nullable{T}" /> around it.</summary>
    public Type Type { get; }

    public Func<object, object?>? Get { get; }

    public Action<object, object?>? Set { get; }

    public bool AcceptsNull { get; }
}
