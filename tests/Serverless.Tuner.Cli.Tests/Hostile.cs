using System.Collections;
using System.Reflection;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>What a program or a server may write to have a terminal do, or show, something else than is there.</summary>
internal static class Hostile
{
    /// <summary>Sets the title, clears the screen, conceals, rings, goes back and
    /// writes a line of its own; turns letters round and hides some.</summary>
    public const string Text =
        "\u001b]0;title\u0007\u001b[2J\u001b[8m\u009b31m\u0085\u007f\b\r\nFORGED\n\t"
        + "\u202e\u2066\u200f\u061c\u2028\u2029\u200b\u2060\u00ad\ufeff\u3164\U000E0041[bold]x[/]";

    /// <summary>A copy of an answer of the API with that in every text, be
    /// it a name, a key or a value, also where there was none.</summary>
    public static object In(object view)
    {
        var copy = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(view, null)!;
        foreach (var property in view.GetType().GetProperties().Where(p => p.CanWrite))
        {
            // A page that always has a next one would never end.
            if (property is { Name: "Next" }) continue;
            property.SetValue(copy, Value(property.GetValue(view), property.PropertyType));
        }

        return copy;
    }

    private static object? Value(object? value, Type type)
    {
        if (type == typeof(string)) return value + Text;
        if (value is ParameterValue parameter)
            return parameter.Kind == ParameterValueKind.Text ? ParameterValue.Of(parameter + Text) : parameter;
        if (Arguments(type, typeof(IReadOnlyDictionary<,>)) is [var keys, var values] && keys == typeof(string))
            return Dictionary(value as IEnumerable, values);
        if (Arguments(type, typeof(IReadOnlyList<>)) is [var items]) return List(value as IEnumerable, items);
        return value is not null && type.Namespace == typeof(StudyView).Namespace && type.IsClass ? In(value) : value;
    }

    private static Type[]? Arguments(Type type, Type generic) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type.GetGenericArguments() : null;

    private static IDictionary Dictionary(IEnumerable? entries, Type values)
    {
        var result = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), values))!;
        foreach (dynamic entry in entries ?? Array.Empty<object>()) result.Add(entry.Key + Text, Value((object)entry.Value, values));
        if (result.Count == 0 && (values.IsPrimitive || values == typeof(string) || values == typeof(ParameterValue)))
            result.Add(
                "k" + Text,
                values == typeof(ParameterValue)
                    ? ParameterValue.Of(Text)
                    : values == typeof(string) ? Text : Activator.CreateInstance(values));
        return result;
    }

    private static IList? List(IEnumerable? entries, Type items)
    {
        if (entries is null && items != typeof(string)) return null;
        var result = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(items))!;
        foreach (var entry in entries ?? new[] { "" }) result.Add(Value(entry, items));
        return result;
    }
}
