using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Moving.Reports;

/// <summary>Asks for what a report has with it.</summary>
/// <param name="client">Who is asked.</param>
/// <param name="cancellationToken">Gives up waiting for the answers.</param>
internal sealed class ReportReader(TunerClient client, CancellationToken cancellationToken)
{
    /// <summary>Reads all of it.</summary>
    /// <param name="study">The study.</param>
    /// <param name="made">When the report is made.</param>
    public async Task<ReportData> ReadAsync(StudyView study, DateTimeOffset made)
    {
        var name = study.Name;
        var metrics = study.ValueNames ?? ValueNames.Of(study.Spec);
        var several = metrics.Count > 1;
        return new()
        {
            Made = made,
            Version = typeof(ReportReader).Assembly.GetName().Version!.ToString(fieldCount: 3),
            Study = WithoutObjective(study),
            History = await EachAsync(metrics, m => client.GetHistoryAsync(name, m, cancellationToken: cancellationToken)),
            Scatter = await EachAsync(metrics, m => client.GetScatterAsync(name, m, cancellationToken: cancellationToken)),
            Parallel = await EachAsync(
                metrics, m => client.GetScatterAsync(name, m, ScatterShape.Parallel, cancellationToken: cancellationToken)),
            Importance = await ImportancesAsync(name, metrics),
            Pareto = several ? (await client.GetParetoAsync(name, cancellationToken: cancellationToken)).Answer : null,
            Knee = several ? await KneeAsync(name) : null,
            Hints = (await client.GetHintsAsync(name, cancellationToken: cancellationToken)).Answer,
        };
    }

    /// <summary>A report is handed on: commands, addresses and whom the study tells stay where they are.</summary>
    private static StudyView WithoutObjective(StudyView study) => study with
    {
        Spec = study.Spec with
        {
            Objective = new() { Kind = study.Spec.Objective.Kind, Name = study.Spec.Objective.Name },
            Notify = null,
            Mlflow = null,
        },
        Mlflow = null,
        ContinueWith = null,
    };

    private async Task<TrialView?> KneeAsync(string name) =>
        (await client.BestTrialsByAsync(name, "knee", count: 1, cancellationToken)).Items is [var knee, ..] ? knee : null;

    private async Task<IReadOnlyDictionary<ImportanceMethod, IReadOnlyDictionary<string, ImportanceView>>> ImportancesAsync(
        string name, IReadOnlyList<string> metrics)
    {
        var all = new Dictionary<ImportanceMethod, IReadOnlyDictionary<string, ImportanceView>>();
        foreach (var method in Enum.GetValues<ImportanceMethod>())
            all[method] = await EachAsync(
                metrics, m => client.GetImportanceAsync(name, m, method, cancellationToken: cancellationToken));
        return all;
    }

    private static async Task<IReadOnlyDictionary<string, T>> EachAsync<T>(
        IReadOnlyList<string> metrics, Func<string?, Task<Tagged<T>>> ask)
        where T : class
    {
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var metric in metrics) all[metric] = (await ask(metrics.Count > 1 ? metric : null)).Answer!;
        return all;
    }
}
