using System.Collections;
using System.Globalization;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>The environment of a trial's program: what the host's user has,
/// without what is meant for the host unless the study names it.</summary>
internal static class CommandEnvironment
{
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
        foreach (var (name, value) in trial.Objective.Environment ?? new Dictionary<string, string>())
            environment[name] = CommandTemplate.Expand(value, trial.Parameters);
        return environment;
    }
}
