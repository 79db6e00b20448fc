using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Functions.Mlflow;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.Objectives.Command;
using Serverless.Tuner.Outbound;

namespace Serverless.Tuner.Functions;

/// <summary>The registered objectives as the parser of study files sees them.</summary>
internal sealed class ObjectiveCatalog(ObjectiveRegistry registry, OutboundClient client, MlflowServer mlflow) : IObjectiveCatalog
{
    private const string VariableReason =
        "has a '{' or '}' that is no placeholder of a parameter which every trial has; write '{{' and '}}' for braces, and give a "
        + "conditional parameter a value in \"defaults\"";

    public IReadOnlyCollection<string> Names => registry.Names;

    public bool AllowsCommands => registry.RunsCommands;

    public ObjectiveDefaults? Find(string name) => registry.TryGet(name, out var objective)
        ? new ObjectiveDefaults([.. objective.Metrics.Select(m => m.Direction)], objective.DefaultSearchSpace)
        : null;

    /// <summary>A placeholder that not every trial can fill, or a file that is not there, is an error of
    /// the study file, reported here rather than by each trial.</summary>
    public IEnumerable<FieldError> Check(StudySpec spec)
    {
        foreach (var error in CheckCall("/objective", spec.Objective.Url, spec.Objective.Secret)) yield return error;
        foreach (var (webhook, i) in (spec.Notify ?? []).Select((webhook, i) => (webhook, i)))
            foreach (var error in CheckCall($"/notify/{i}", webhook.Url, webhook.Secret)) yield return error;
        if (spec.Mlflow is not null && !mlflow.IsThere)
            yield return new FieldError(
                "/mlflow",
                $"is refused: this app knows no MLflow server; its setting {MlflowSettings.AddressSetting} names one, as "
                + "https://mlflow.example");
        if (spec.Objective.Command is not { } command) yield break;
        foreach (var error in CheckCommand(spec, command)) yield return error;
    }

    private static IEnumerable<FieldError> CheckCommand(StudySpec spec, IReadOnlyList<string> command)
    {
        foreach (var error in CommandObjective.CheckFiles(spec.Objective)) yield return error;
        var always = spec.SearchSpace.Where(p => p.When is null)
            .Select(p => p.Name).Concat(spec.Defaults?.Keys ?? []).Concat(spec.Fixed?.Keys ?? []).Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, _ => ParameterValue.Of(""), StringComparer.Ordinal);
        for (var i = 0; i < command.Count; i++)
            if (CommandObjective.CheckArgument(command[i], always) is { } reason)
                yield return new FieldError($"/objective/command/{i}", reason);
        foreach (var (name, value) in spec.Objective.Environment ?? new Dictionary<string, string>())
            if (CommandObjective.CheckArgument(value, always) is not null)
                yield return new FieldError($"/objective/environment/{name}", VariableReason); // Without the value, which may be a secret.
    }

    /// <summary>What can be seen now of a call that this app would not make.</summary>
    private IEnumerable<FieldError> CheckCall(string at, string? url, string? secret)
    {
        if (url is not null && client.WrongWith(url) is { } wrong) yield return new FieldError($"{at}/url", wrong);
        if (secret is not null && client.WrongWithSecret(secret) is { } unknown) yield return new FieldError($"{at}/secret", unknown);
    }
}
