using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>A study at a glance, for a terminal: how its best value went, and which parameters matter.</summary>
internal static class StudyPicture
{
    private const int MostParameters = 8;

    /// <summary>Writes it; nothing of a study that has nothing to show yet, or from a server that does not know how.</summary>
    public static async Task WriteAsync(IAnsiConsole output, TunerClient client, string name, CancellationToken cancellationToken)
    {
        try
        {
            var history = (await client.GetHistoryAsync(name, cancellationToken: cancellationToken)).Answer!;
            if (history.Best.Value.Count < 2) return;
            output.WriteLine();
            output.WriteLine(
                $"Best {history.Metric}: {Format.Value(history.Best.Value[0])} {Sparkline.Of(history.Best.Value)} "
                + Format.Value(history.Best.Value[^1]));
            var importance = (await client.GetImportanceAsync(name, cancellationToken: cancellationToken)).Answer!;
            if (importance.Parameters.Count < 2) return;
            output.WriteLine($"Importances for {importance.Metric}:");
            output.Write(ShareBars.Of(importance.Parameters.Take(MostParameters).Select(p => (p.Name, p.Importance))));
        }
        catch (TunerApiException e) when (e.Problem.Status == 404)
        {
            // An older server has no analysis; what was asked for is shown.
        }
    }
}
