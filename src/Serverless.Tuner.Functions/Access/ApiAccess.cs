using Microsoft.Extensions.Configuration;
using Serverless.Tuner.Functions.Settings;

namespace Serverless.Tuner.Functions;

/// <summary>Who may ask the app, beside the keys that are kept in its storage. Without a local token and an admin key nobody may.</summary>
public sealed record ApiAccess
{
    /// <summary>The setting with the first admin key.</summary>
    public const string AdminKeySetting = "TUNER_ADMIN_KEY";

    /// <summary>The setting with the SHA-256 of the first admin key, which then is nowhere but with its owner.</summary>
    public const string AdminKeyHashSetting = "TUNER_ADMIN_KEY_SHA256";

    /// <summary>The token of a local server's data directory; counts as an admin key.</summary>
    public string? LocalToken { get; init; }

    /// <summary>The first admin key, from the app's settings.</summary>
    public string? AdminKey { get; init; }

    /// <summary>The SHA-256 of the first admin key, in hexadecimal, from the app's settings.</summary>
    public string? AdminKeySha256 { get; init; }

    /// <summary>Whether studies may run programs at all; then admins may start such.</summary>
    public bool AllowsCommands { get; init; } = true;

    /// <summary>Whether the platform in front of the app tells who a caller is, and lets nobody else say so.</summary>
    internal bool HasPlatformIdentity { get; init; }

    /// <summary>Whether requests come through the platform's front end, which tells the client's address.</summary>
    internal bool IsBehindFrontEnd { get; init; }

    internal bool IsClosed => LocalToken is null && AdminKey is null && AdminKeySha256 is null;

    /// <summary>What the settings say.</summary>
    /// <exception cref="InvalidOperationException">The admin key is too short, or its hash is none.</exception>
    public static ApiAccess Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var wrong = new List<string>();
        var options = OptionsReader.Read<AppOptions>(configuration, wrong);
        return wrong.Find(w => w.StartsWith(AdminKeySetting, StringComparison.Ordinal)) is { } rule
            ? throw new InvalidOperationException($"{rule}.")
            : new ApiAccess { AdminKey = options.AdminKey, AdminKeySha256 = options.AdminKeySha256 };
    }

    /// <summary>What holds for an app that the Functions host runs: the platform in front of it may tell who a caller is.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="environment">The process's environment, into which only the platform and the app's owner write.</param>
    internal static ApiAccess ReadOnFunctionsHost(IConfiguration configuration, Func<string, string?> environment) =>
        Read(configuration) with
        {
            HasPlatformIdentity = string.Equals(environment("WEBSITE_AUTH_ENABLED"), "True", StringComparison.OrdinalIgnoreCase),
            // One or the other is there on Azure, neither on a developer's machine.
            IsBehindFrontEnd = environment("WEBSITE_INSTANCE_ID") is not null || environment("CONTAINER_NAME") is not null,
        };

    /// <summary>Leaves the secrets out.</summary>
    public override string ToString() => nameof(ApiAccess);
}
