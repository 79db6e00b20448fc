namespace Serverless.Tuner.Cli.Moving;

/// <summary>The parameters of a study as other tuners can have them: without normal distributions, and with every value that a trial had.
/// </summary>
internal static class ExportedSpace
{
    /// <summary>The distributions by name.</summary>
    public static IReadOnlyDictionary<string, ParameterDeclaration> Of(StudyExportView export)
    {
        var declared = (export.Study.Parameters ?? export.Study.Spec.SearchSpace)
            .ToDictionary(p => p.Name, ParameterDeclaration.Of, StringComparer.Ordinal);
        var space = new Dictionary<string, ParameterDeclaration>(StringComparer.Ordinal);
        foreach (var group in export.Trials.SelectMany(t => t.Parameters).GroupBy(p => p.Key, p => p.Value, StringComparer.Ordinal))
        {
            var union = new SpaceUnion(group.Key);
            var values = group.Distinct().ToArray();
            var from = declared.TryGetValue(group.Key, out var parameter) ? From(parameter, values) : From(null, values);
            foreach (var value in values) union.Add(from, value);
            space[group.Key] = union.Make();
        }

        return space;
    }

    /// <summary>What Optuna does not have of a study's space, a sentence each.</summary>
    public static IEnumerable<string> Remarks(StudyView study)
    {
        foreach (var parameter in (study.Parameters ?? study.Spec.SearchSpace).Where(p => p.Scale == ScaleKind.Logit))
            yield return $"{parameter.Name} is linear there: Optuna has no logit scale.";
        foreach (var parameter in (study.Parameters ?? study.Spec.SearchSpace).Where(p => p.Kind == ParameterKind.Ordinal))
            yield return $"The choices of {parameter.Name} are in no order there: Optuna has no ordinals.";
        if (study.Spec.Where is { Count: > 0 }) yield return "Its where is not in it: Optuna has no expressions that points keep.";
    }

    /// <summary>A value as a number: a choice by its index. Null where it is none of the distribution's.</summary>
    public static double? NumberOf(ParameterDeclaration parameter, ParameterValue value)
    {
        if (!parameter.HasChoices) return value.IsNumber ? value.AsDouble() : null;
        for (var i = 0; i < parameter.Choices!.Count; i++)
            if (parameter.Choices[i] == value) return i;
        return null;
    }

    private static Distribution From(ParameterDeclaration? parameter, ParameterValue[] values) => parameter switch
    {
        { Type: ParameterKind.Float or ParameterKind.Int } => new Distribution(parameter.Type)
        {
            Low = parameter.Low!.Value,
            High = parameter.High!.Value,
            Log = parameter.Log,
            Scale = parameter.Scale,
            Step = parameter.Step,
        },
        { Type: ParameterKind.Categorical or ParameterKind.Ordinal } => new Distribution(parameter.Type) { Choices = parameter.Choices! },
        // A normal distribution, or a parameter that the space has lost: as far as its values go.
        _ when values.All(v => v.IsNumber) => new Distribution(ParameterKind.Float)
        {
            Low = parameter?.Low ?? values.Min(v => v.AsDouble()),
            High = parameter?.High ?? values.Max(v => v.AsDouble()),
        },
        _ => new Distribution(ParameterKind.Categorical) { Choices = values },
    };
}
