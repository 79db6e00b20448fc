using System.Globalization;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Serverless.Tuner.Storage;

/// <summary>The files that trials keep. Each is a blob, and beside it lies another that tells where it comes from.</summary>
public sealed class ArtifactStore(ArtifactContainer container, ArtifactLimits limits, TimeProvider time)
{
    /// <summary>Files are counted and committed one at a time, or several would each take the last place.</summary>
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Whether the storage has a place for files.</summary>
    public bool IsThere => container.IsThere;

    /// <summary>The files of a trial, by name.</summary>
    public async Task<IReadOnlyList<Artifact>> ListAsync(Study study, int trial, CancellationToken cancellationToken)
    {
        var (prefix, files) = (PrefixOf(study, trial), new List<Artifact>());
        try
        {
            await foreach (var blob in container.Blobs.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken))
                if (ArtifactName.TryParse(blob.Name[prefix.Length..]) is { } file)
                    files.Add(Artifact.Read(file, blob.Properties.ContentLength!.Value, blob.Metadata));
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // No trial has ever kept a file.
        }

        return files;
    }

    /// <summary>Opens a file of a trial; null when there is none.</summary>
    public async Task<(Stream Content, long Bytes)?> OpenAsync(
        Study study, int trial, ArtifactName file, CancellationToken cancellationToken)
    {
        try
        {
            var blob = container.Blobs.GetBlobClient(PrefixOf(study, trial) + file);
            var answer = await blob.DownloadStreamingAsync(cancellationToken: cancellationToken);
            return (answer.Value.Content, answer.Value.Details.ContentLength);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Keeps a file of a trial, in the place of one of its name. One that breaks off leaves nothing.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="file">What the file is called.</param>
    /// <param name="content">Its content.</param>
    /// <param name="length">How long that is; null when it is not known.</param>
    /// <param name="mayKeep">Says, when all has come, whether the trial is still the caller's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The file; null when it may not be kept.</returns>
    /// <exception cref="ArtifactLimitException">It is too much.</exception>
    public async Task<Artifact?> WriteAsync(
        Study study, Trial trial, ArtifactName file, Stream content, long? length, Func<Task<bool>> mayKeep,
        CancellationToken cancellationToken)
    {
        var others = await OthersAsync(study, trial, file, cancellationToken);
        limits.ThrowIfNoRoom(length ?? 0, others);
        await container.EnsureCreatedAsync(cancellationToken);
        var blob = container.Blobs.GetBlockBlobClient(PrefixOf(study, trial.Number) + file);
        var upload = new ArtifactUpload(blob);
        if (!await upload.TryStageAsync(content, limits.RoomBeside(others), cancellationToken)) limits.ThrowIfNoRoom(upload.Bytes, others);

        await _gate.WaitAsync(cancellationToken);
        try
        {
            limits.ThrowIfNoRoom(upload.Bytes, await OthersAsync(study, trial, file, cancellationToken));
            if (!await mayKeep()) return null;
            var artifact = new Artifact(file, upload.Bytes, upload.Sha256, trial.Attempt, time.GetUtcNow());
            await WriteProvenanceAsync(artifact.View(study, trial), PrefixOf(study, trial.Number) + file.Provenance, cancellationToken);
            await blob.CommitBlockListAsync(
                upload.Blocks,
                new CommitBlockListOptions
                {
                    Metadata = artifact.Metadata,
                    HttpHeaders = new BlobHttpHeaders { ContentType = file.ContentType },
                },
                cancellationToken);
            return artifact;
        }
        finally
        {
            _gate.Release();
        }
    }

    private static string PrefixOf(Study study, int trial) =>
        ArtifactContainer.PrefixOf(study.Name, study.Id, study.CreatedAt) + trial.ToString(CultureInfo.InvariantCulture) + "/";

    private async Task<IReadOnlyList<Artifact>> OthersAsync(
        Study study, Trial trial, ArtifactName file, CancellationToken cancellationToken) =>
        [.. (await ListAsync(study, trial.Number, cancellationToken)).Where(other => other.File != file)];

    private async Task WriteProvenanceAsync(ArtifactView view, string name, CancellationToken cancellationToken) =>
        await container.Blobs.GetBlobClient(name).UploadAsync(
            BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(view, TunerJson.Options)),
            new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" } }, cancellationToken);
}
