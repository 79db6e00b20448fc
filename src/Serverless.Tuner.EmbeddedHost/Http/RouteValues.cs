using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Serverless.Tuner.EmbeddedHost.Http;

/// <summary>Route values as a function's parameters.</summary>
internal static class RouteValues
{
    public static bool CanConvert(Type type) => type == typeof(string) || TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    /// <exception cref="BadHttpRequestException">The value is not of the parameter's type.</exception>
    public static object? Bind(HttpContext http, ParameterInfo parameter)
    {
        if (!http.Request.RouteValues.TryGetValue(parameter.Name!, out var value))
            return parameter.HasDefaultValue ? parameter.DefaultValue : null;
        var text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        try
        {
            return TypeDescriptor.GetConverter(parameter.ParameterType).ConvertFromInvariantString(text);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            throw new BadHttpRequestException($"'{text}' is not a valid value of '{parameter.Name}' in the path.", exception);
        }
    }
}
