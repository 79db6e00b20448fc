using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Serverless.Tuner.EmbeddedHost.Invocation;

namespace Serverless.Tuner.EmbeddedHost.Http;

/// <summary>Route values as a function's parameters.</summary>
internal static class RouteValues
{
    public static bool CanConvert(Type type) => type == typeof(string) || TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    /// <exception cref="BadHttpRequestException">The value is not of the parameter's type.</exception>
    public static object? Bind(HttpContext http, FunctionParameterBinder.Named parameter)
    {
        var text = http.Request.RouteValues.TryGetValue(parameter.Name, out var value)
            ? Convert.ToString(value, CultureInfo.InvariantCulture)
            : null;
        if (text is null)
            return parameter.HasDefault ? parameter.Default : null;
        if (parameter.Type == typeof(string))
            return text;
        try
        {
            return TypeDescriptor.GetConverter(parameter.Type).ConvertFromInvariantString(text);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            throw new BadHttpRequestException($"'{text}' is not a valid value of '{parameter.Name}' in the path.", exception);
        }
    }
}
