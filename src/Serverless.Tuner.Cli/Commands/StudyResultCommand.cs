using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study result</c>.</summary>
internal static class StudyResultCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Optional(arguments);
        var by = StudyBestCommand.ByOption();
        const string Description = "Show what a study came to: the parameters to use, or its defaults while no trial is complete";
        return arguments.Run(new("result", Description) { name, by }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var study = await call.StudyAsync(client, name);
            var result = await client.GetResultAsync(study, call.Parsed.GetValue(by), call.CancellationToken);
            return call.Show(result, () => Write(call.Output, study, result));
        });
    }

    private static void Write(IAnsiConsole output, string study, ResultView result)
    {
        output.WriteLine(result switch
        {
            { Fallback: true } => $"{study}: no trial can be used; these are its defaults.",
            { Completed: true } => $"{study}: {Values(result)} by trial {result.BestTrial}.",
            _ => $"{study}: {Values(result)} so far, by trial {result.BestTrial}.",
        });
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn();
        foreach (var (name, value) in result.BestParameters)
            grid.AddRow(new Text(name), new Text(Format.Exact(value), new Style(Color.Green)));
        output.Write(grid);
        var why = result.StopReason is { } reason ? $", ended: {Format.Reason(reason)}" : ", still running";
        output.WriteLine(
            $"{result.TrialsRun} trials ({result.TrialsPruned} pruned, {result.PrunedForBudget} for cost) in "
            + $"{Format.Duration(TimeSpan.FromSeconds(result.DurationSeconds))}, {Format.Usd(result.SpentUsd)} spent, about "
            + $"{Format.Usd(result.SavedUsd)} saved{why}.");
        if (result.Azure is { } azure)
            output.WriteLine($"Driving it cost about {Format.Usd(azure.Usd)} more: {azure.Executions} executions, "
                + $"{azure.StorageOperations} storage operations.");
    }

    private static string Values(ResultView result) =>
        Format.Values(result.BestValues ?? (result.BestValue is { } value ? [value] : null));
}
