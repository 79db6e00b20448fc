using System.Collections;
using System.Globalization;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// The environment of a trial's program: that of the host without <see cref="HostVariables"/>, and the study's, which wins.
/// </summary>
internal static class CommandEnvironment
{
    public static Dictionary<string, string> Of(ITrialContext trial, TrialDirectory directory, string source, IDictionary inherited)
    {
        var names = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var environment = new Dictionary<string, string>(names)
        {
            // Python buffers what it prints into a pipe; all reports would come at the end, too late for a pruner.
            ["PYTHONUNBUFFERED"] = "1",
        };
        var passed = new HashSet<string>(trial.Objective.PassEnvironment ?? [], names);
        foreach (DictionaryEntry variable in inherited)
            if (!HostVariables.IsTheHosts((string)variable.Key, passed.Contains((string)variable.Key)))
                environment[(string)variable.Key] = (string)variable.Value!;
        environment.Remove("OLDPWD");
        environment["PWD"] = directory.Work;
        foreach (var name in (string[])["TMPDIR", "TMP", "TEMP"]) environment[name] = directory.Temporary;
        environment["TUNER_STUDY"] = trial.Study;
        environment["TUNER_TRIAL"] = trial.Number.ToString(CultureInfo.InvariantCulture);
        environment["TUNER_SEED"] = trial.Seed.ToString(CultureInfo.InvariantCulture);
        environment["TUNER_REPEAT"] = trial.Repeat.ToString(CultureInfo.InvariantCulture);
        environment["TUNER_WORKING_DIRECTORY"] = source;
        environment["TUNER_ARTIFACTS"] = directory.Artifacts;
        foreach (var (name, value) in trial.Objective.Environment ?? new Dictionary<string, string>())
            environment[name] = CommandTemplate.Expand(value, trial.Parameters);
        return environment;
    }
}
