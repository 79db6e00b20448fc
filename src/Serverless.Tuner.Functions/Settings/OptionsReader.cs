using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Serverless.Tuner.Functions.Settings;

/// <summary>Reads a class of options from settings of the names that its properties carry, and finds all that is wrong with them.</summary>
internal static class OptionsReader
{
    /// <summary>The options; a setting that is wrong leaves the default, and is added to the list.</summary>
    public static TOptions Read<TOptions>(IConfiguration configuration, ICollection<string> wrong)
        where TOptions : new()
    {
        var options = new TOptions();
        foreach (var property in typeof(TOptions).GetProperties())
        {
            var name = NameOf(property);
            if (configuration[name]?.Trim() is not { Length: > 0 } text) continue;
            if (Rule(property, text, out var value) is not { } rule) property.SetValue(options, value);
            else wrong.Add(property.IsDefined(typeof(SecretAttribute)) ? $"{name} {rule}" : $"{name} {rule}, not '{text}'");
        }

        return options;
    }

    /// <summary>The names of the settings of a class of options.</summary>
    public static IEnumerable<string> NamesOf<TOptions>() => typeof(TOptions).GetProperties().Select(NameOf);

    private static string NameOf(PropertyInfo property) => property.GetCustomAttribute<ConfigurationKeyNameAttribute>()!.Name;

    /// <summary>The rule that a text breaks; null when it breaks none, and is the value.</summary>
    private static string? Rule(PropertyInfo property, string text, out object? value)
    {
        var isNumber = (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(int);
        value = !isNumber ? text
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : null;
        var found = value;
        return property.GetCustomAttributes<ValidationAttribute>().FirstOrDefault(rule => found is null || !rule.IsValid(found)) switch
        {
            null => null,
            RangeAttribute { Maximum: int.MaxValue } range => $"must be a whole number from {range.Minimum}",
            RangeAttribute range => $"must be a whole number from {range.Minimum} to {range.Maximum}",
            var rule => rule.ErrorMessage,
        };
    }
}
