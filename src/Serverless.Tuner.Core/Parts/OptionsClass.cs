using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Core.Parts;

/// <summary>A class of options: each public property that can be set is a field, its initial value the default.</summary>
/// <remarks>
/// <c>required</c> makes a field required, <see cref="RangeAttribute"/>
/// bounds a number, other validation attributes are checked too; rules about
/// several fields are those of the class as an <see cref="IValidatableObject"/>, checked once each field is valid.
/// </remarks>
internal sealed class OptionsClass
{
    private readonly Type _type;

    /// <param name="type">The class.</param>
    /// <param name="onlyScalars">Whether only its numbers and booleans are fields.</param>
    /// <exception cref="InvalidOperationException">It cannot be made without arguments.</exception>
    public OptionsClass(Type type, bool onlyScalars = false)
    {
        if (type.GetConstructor(Type.EmptyTypes) is null)
            throw new InvalidOperationException($"The options {type} need a public constructor without parameters.");
        _type = type;
        var defaults = Activator.CreateInstance(type)!;
        var fields = type.GetProperties()
            .Where(p => p is { CanWrite: true, SetMethod.IsPublic: true }).Select(p => new OptionField(p, p.GetValue(defaults)));
        Fields = [.. onlyScalars ? fields.Where(f => f.Type.IsPrimitive || f.Type == typeof(decimal)) : fields];
    }

    /// <summary>Its fields: those of a derived class before those of its base.</summary>
    public IReadOnlyList<OptionField> Fields { get; }

    /// <summary>Reads the options of an object that has nothing else.</summary>
    public object ReadAll(ObjectReader reader, Func<Type, JsonElement, string, object?>? nested = null)
    {
        var options = Read(reader, nested);
        reader.RejectUnknown();
        return options;
    }

    /// <summary>Reads the options; an invalid field is reported to the reader, and keeps its default.</summary>
    /// <param name="reader">The object that holds them.</param>
    /// <param name="nested">Reads a field whose class JSON does not have; null when it cannot.</param>
    public object Read(ObjectReader reader, Func<Type, JsonElement, string, object?>? nested = null)
    {
        var options = Activator.CreateInstance(_type)!;
        var before = reader.ErrorCount;
        foreach (var field in Fields)
            if (field.Read(reader, nested) is { } value) field.Property.SetValue(options, value);
            else if (field.IsWord(reader)) field.Property.SetValue(options, null);
        if (reader.ErrorCount > before || options is not IValidatableObject checks) return options;
        foreach (var wrong in checks.Validate(new ValidationContext(options)))
            reader.Error(
                JsonNamingPolicy.CamelCase.ConvertName(wrong.MemberNames.FirstOrDefault() ?? ""), wrong.ErrorMessage ?? "is wrong");
        return options;
    }
}
