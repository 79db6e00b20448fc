using System.Collections;
using System.Globalization;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>The environment of a trial's program: what the host's user has, without what is meant for the host.</summary>
internal static class CommandEnvironment
{
    // The host's keys, connection strings and settings, by the names that the Functions runtime, ASP.NET Core and this project give them;
    // and what makes .NET load code, listen or write traces in every process that inherits it.
    private static readonly string[] HostPrefixes =
    [
        "TUNER_", "AzureWebJobs", "AzureFunctions", "AZURE_FUNCTIONS_", "FUNCTIONS_", "WEBSITE_", "ConnectionStrings__",
        "APPLICATIONINSIGHTS_", "APPINSIGHTS_", "ASPNETCORE_", "Kestrel__", "Logging__", "DOTNET_", "COMPlus_", "CORECLR_",
    ];

    // What says where and how .NET is installed on this machine, without which a program written for it may not start.
    private static readonly string[] Kept =
        ["DOTNET_ROOT", "DOTNET_CLI_", "DOTNET_NOLOGO", "DOTNET_ROLL_FORWARD", "DOTNET_RUNNING_IN_CONTAINER", "DOTNET_SYSTEM_GLOBALIZATION_"];

    /// <summary>The variables of a trial's program.</summary>
    /// <param name="trial">The trial; the <c>environment</c> of its study wins over everything.</param>
    /// <param name="directory">Where it works.</param>
    /// <param name="source">The study's working directory, an absolute path.</param>
    /// <param name="inherited">The host's own environment.</param>
    /// <exception cref="ObjectiveException">A value cannot be expanded.</exception>
    public static Dictionary<string, string> Of(ITrialContext trial, TrialDirectory directory, string source, IDictionary inherited)
    {
        var names = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var environment = new Dictionary<string, string>(names)
        {
            // Python holds back what it prints into a pipe; reports would all come at the end, too late to prune by.
            ["PYTHONUNBUFFERED"] = "1",
        };
        foreach (DictionaryEntry variable in inherited)
            if (!IsTheHosts((string)variable.Key))
                environment[(string)variable.Key] = (string)variable.Value!;
        environment.Remove("OLDPWD");
        environment["PWD"] = directory.Work;
        foreach (var name in (string[])["TMPDIR", "TMP", "TEMP"]) environment[name] = directory.Temporary;
        environment["TUNER_STUDY"] = trial.Study;
        environment["TUNER_TRIAL"] = trial.Number.ToString(CultureInfo.InvariantCulture);
        environment["TUNER_SEED"] = trial.Seed.ToString(CultureInfo.InvariantCulture);
        environment["TUNER_REPEAT"] = trial.Repeat.ToString(CultureInfo.InvariantCulture);
        environment["TUNER_WORKING_DIRECTORY"] = source;
        foreach (var (name, value) in trial.Objective.Environment ?? new Dictionary<string, string>())
            environment[name] = CommandTemplate.Expand(value, trial.Parameters);
        return environment;
    }

    private static bool IsTheHosts(string name) => StartsWithAny(name, HostPrefixes) && !StartsWithAny(name, Kept);

    private static bool StartsWithAny(string name, string[] prefixes) => prefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase));
}
