using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>
/// How long the Functions host lets a function run. When one runs longer,
/// the host ends the worker's process, and with it everything that runs
/// there. Registered only where a Functions host runs the app, and sets a limit.
/// </summary>
/// <param name="Value">The time from the start of the function; positive.</param>
public sealed record FunctionTimeout(TimeSpan Value)
{
    private const string Field = "functionTimeout";

    /// <summary>
    /// Reads the limit from where the Functions host has it: the setting <c>AzureFunctionsJobHost__functionTimeout</c>, or else
    /// <c>functionTimeout</c> in the app's <c>host.json</c>.
    /// </summary>
    /// <param name="configuration">The app's settings. The Functions host adds
    /// the app's directory, <c>FUNCTIONS_APPLICATION_DIRECTORY</c>.</param>
    /// <returns>Null when there is no limit: neither is there, or it is negative.</returns>
    /// <exception cref="InvalidOperationException">It is not a time, or it is 0.</exception>
    internal static FunctionTimeout? Read(IConfiguration configuration)
    {
        if (configuration[$"AzureFunctionsJobHost:{Field}"] is { Length: > 0 } setting)
            return Parse(setting, $"AzureFunctionsJobHost__{Field}");
        var directory = configuration["FUNCTIONS_APPLICATION_DIRECTORY"] is { Length: > 0 } given ? given : AppContext.BaseDirectory;
        var path = Path.Combine(directory, "host.json");
        return Parse(new ConfigurationBuilder().AddJsonFile(path, optional: true).Build()[Field], $"{Field} in {path}");
    }

    private static FunctionTimeout? Parse(string? text, string source)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) || value == TimeSpan.Zero)
            throw new InvalidOperationException($"{source} is '{text}'; it must be a time such as 00:10:00, or -1 for no limit.");
        return value > TimeSpan.Zero ? new FunctionTimeout(value) : null;
    }
}
