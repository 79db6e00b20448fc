using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Functions.Settings;

/// <summary>A setting is the address of a web server, perhaps with a path, and holds no user name or password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HttpAddressAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is string text && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Scheme: "https" or "http", UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0, Host.Length: > 0 };
}
