using System.Text.Json;

namespace Serverless.Tuner.Functions.Mlflow;

/// <summary>Sends the files of trials, each with where it comes from beside it.</summary>
internal sealed class MlflowFiles(MlflowServer server, ArtifactStore artifacts, Study study)
{
    /// <summary>Sends the files of a trial.</summary>
    /// <returns>How many were left out: the server keeps files where only its own clients reach them.</returns>
    public async Task<int> SendAsync(Trial trial, string run, CancellationToken cancellationToken)
    {
        if (!artifacts.IsThere || trial.Attempt == 0) return 0;
        var files = await artifacts.ListAsync(study, trial.Number, cancellationToken);
        if (files.Count == 0) return 0;
        var info = await server.GetAsync(run, cancellationToken);
        if (info.FilesPath is not { } path)
        {
            await server.TagAsync(run, "artifacts_left_out", WhyLeftOut(files.Count, info), cancellationToken);
            return files.Count;
        }

        foreach (var artifact in files) await SendAsync(trial, artifact, path, cancellationToken);
        return 0;
    }

    private static string WhyLeftOut(int count, MlflowRunInfo run) =>
        $"{count} files are kept by Serverless Tuner alone: this experiment keeps its files at {run.FilesScheme}, where the MLflow server "
        + "does not put them for others (start it with --serve-artifacts, and take a new experiment)";

    private async Task SendAsync(Trial trial, Artifact artifact, string path, CancellationToken cancellationToken)
    {
        // Deleted since it was listed, there is nothing to send.
        if (await artifacts.OpenAsync(study, trial.Number, artifact.File, cancellationToken) is not var (content, bytes)) return;
        await using (content)
            await server.UploadAsync($"{path}/{Uri.EscapeDataString(artifact.File.Text)}", content, bytes, cancellationToken);
        var provenance = JsonSerializer.SerializeToUtf8Bytes(artifact.View(study, trial), TunerJson.Options);
        using var stream = new MemoryStream(provenance);
        await server.UploadAsync(
            $"{path}/{Uri.EscapeDataString(artifact.File.Provenance)}", stream, provenance.Length, cancellationToken);
    }
}
