using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Core.Parts;

/// <summary>One option: a property of an <see cref="OptionsClass"/>.</summary>
/// <param name="Property">The property.</param>
/// <param name="Default">What it is when a study file leaves it out.</param>
internal sealed record OptionField(PropertyInfo Property, object? Default)
{
    /// <summary>Decimals without bounds are amounts in US dollars.</summary>
    private const double MostUsd = 1e9;

    /// <summary>Its name in a study file.</summary>
    public string Name { get; } = JsonNamingPolicy.CamelCase.ConvertName(Property.Name);

    /// <summary>What it holds, whether or not it can be null.</summary>
    public Type Type { get; } = Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    /// <summary>Whether a study file must have it.</summary>
    public bool IsRequired { get; } = Property.IsDefined(typeof(RequiredMemberAttribute)) || Property.IsDefined(typeof(RequiredAttribute));

    /// <summary>The bounds of a number; null when it has none.</summary>
    public RangeAttribute? Range { get; } = Property.GetCustomAttribute<RangeAttribute>();

    /// <summary>A word that may stand in place of a number.</summary>
    public string? Word { get; } = Property.GetCustomAttribute<OrWordAttribute>()?.Word;

    /// <summary>The fields of an object; null for other types.</summary>
    public OptionsClass? Inner { get; } = InnerOf(Property.PropertyType);

    /// <summary>The words of an enum; none for others.</summary>
    public IReadOnlyList<string> Choices => Type.IsEnum ? [.. Enum.GetNames(Type).Select(JsonNamingPolicy.CamelCase.ConvertName)] : [];

    /// <summary>Whether the word stands in place of a number.</summary>
    public bool IsWord(ObjectReader reader) =>
        Word is not null && reader.Get(Name) is { ValueKind: JsonValueKind.String } text && text.ValueEquals(Word);

    /// <summary>The field's value; null when it is left out, or invalid, which is reported to the reader.</summary>
    public object? Read(ObjectReader reader, Func<Type, JsonElement, string, object?>? nested)
    {
        if (IsRequired && reader.Require(Name) is null) return null;
        if (Word is not null && reader.Get(Name) is { ValueKind: JsonValueKind.String } text)
        {
            if (text.GetString() != Word) reader.Error(Name, $"must be a number or '{Word}', not '{text.GetString()}'");
            return null;
        }

        return ReadValue(reader, nested) is { } value && IsValid(reader, value) ? value : null;
    }

    private object? ReadValue(ObjectReader reader, Func<Type, JsonElement, string, object?>? nested)
    {
        // The code of an enum would be that of its numbers.
        if (Type.IsEnum) return reader.Choice(Name, [.. Choices]) is { } choice ? Enum.Parse(Type, choice, ignoreCase: true) : null;
        return Type.GetTypeCode(Type) switch
        {
            TypeCode.Int32 => reader.Int(Name, (int)Bound(Range?.Minimum, int.MinValue), (int)Bound(Range?.Maximum, int.MaxValue)),
            TypeCode.Int64 => reader.Long(Name),
            TypeCode.Boolean => reader.Bool(Name),
            TypeCode.String => reader.Text(Name),
            TypeCode.Double when Range is null => reader.Number(Name),
            TypeCode.Double => reader.Number(Name, Bound(Range.Minimum, 0), Bound(Range.Maximum, 0), Range.MinimumIsExclusive),
            TypeCode.Decimal => ReadUsd(reader),
            _ => ReadStructure(reader, nested),
        };
    }

    private decimal? ReadUsd(ObjectReader reader) => reader.Decimal(
        Name, (decimal)Bound(Range?.Minimum, 0), (decimal)Bound(Range?.Maximum, MostUsd), Range is null or { MinimumIsExclusive: true });

    private object? ReadStructure(ObjectReader reader, Func<Type, JsonElement, string, object?>? nested)
    {
        if (Inner is not null) return reader.Open(Name) is { } inner ? Inner.ReadAll(inner, nested) : null;
        if (reader.Get(Name) is not { } element) return null;
        if (Type.IsAssignableTo(typeof(PartSpec))) return nested?.Invoke(Type, element, reader.PointerTo(Name));
        try
        {
            return element.Deserialize(Type, TunerJson.Options);
        }
        catch (JsonException e)
        {
            reader.Error(Name, $"cannot be read: {e.Message}");
            return null;
        }
    }

    private static OptionsClass? InnerOf(Type type) =>
        type.IsClass && type.GetConstructor(Type.EmptyTypes) is not null
            && !type.IsAssignableTo(typeof(PartSpec)) && !type.IsAssignableTo(typeof(IEnumerable))
            ? new OptionsClass(type)
            : null;

    private static double Bound(object? bound, double none) => bound is null ? none : Convert.ToDouble(bound, CultureInfo.InvariantCulture);

    private bool IsValid(ObjectReader reader, object value)
    {
        foreach (var attribute in Property.GetCustomAttributes<ValidationAttribute>().Where(
            a => a is not (RangeAttribute or RequiredAttribute)))
        {
            if (attribute.IsValid(value)) continue;
            reader.Error(Name, attribute is StringLengthAttribute length
                ? $"must have {length.MinimumLength} to {length.MaximumLength} characters"
                : attribute.FormatErrorMessage(Name));
            return false;
        }

        return true;
    }
}
