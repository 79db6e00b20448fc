using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Serverless.Tuner.Storage.Telemetry;

namespace Serverless.Tuner.Storage;

/// <summary>Where the files of trials are: one container of the storage account, made when the first file comes.</summary>
/// <param name="service">The blobs of the storage account; null where it has none: then no trial keeps a file.</param>
public sealed class ArtifactContainer(BlobServiceClient? service)
{
    private const string Name = "tuner-artifacts";
    private const int MostDeletions = 16;
    private static readonly string[] Endpoints = ["TableEndpoint", "QueueEndpoint", "FileEndpoint"];

    private readonly BlobContainerClient? _container = service?.GetBlobContainerClient(Name);

    /// <summary>Whether there is a place for files.</summary>
    public bool IsThere => _container is not null;

    /// <summary>The container, which may not have been made; null where there can be none.</summary>
    internal BlobContainerClient Blobs => _container ?? throw new InvalidOperationException("The storage has no blobs.");

    /// <summary>The container of the storage that a connection string names.</summary>
    public static ArtifactContainer Of(string connection)
    {
        var named = connection.Split(';', StringSplitOptions.TrimEntries).Select(setting => setting.Split('=')[0]).ToList();
        // Where other services are named and blobs are not, the client library would guess their address.
        var hasBlobs = named.Contains("BlobEndpoint", StringComparer.OrdinalIgnoreCase)
            || !named.Intersect(Endpoints, StringComparer.OrdinalIgnoreCase).Any();
        return new ArtifactContainer(hasBlobs ? new BlobServiceClient(connection, Options()) : null);
    }

    /// <summary>Options of the blobs' client, which retries through short outages.</summary>
    public static BlobClientOptions Options()
    {
        var options = new BlobClientOptions();
        options.Retry.Mode = Azure.Core.RetryMode.Exponential;
        options.Retry.MaxRetries = 5;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(5);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(60);
        TunerMeters.CountRequests(options);
        return options;
    }

    /// <summary>What the names of all files of a study begin with: another study of its name has another identifier.</summary>
    internal static string PrefixOf(StudyName study, Guid? id, DateTimeOffset createdAt) =>
        (id?.ToString("N") ?? $"{createdAt.UtcTicks:x}-{study}") + "/";

    /// <summary>Makes the container where it is missing, before each upload: a storage that crashed may have lost it.</summary>
    internal Task EnsureCreatedAsync(CancellationToken cancellationToken) =>
        Blobs.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    /// <summary>Deletes all files of a study; can be repeated until it succeeds.</summary>
    internal async Task DeleteAsync(string prefix, CancellationToken cancellationToken)
    {
        if (_container is null) return;
        try
        {
            await Parallel.ForEachAsync(
                _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken),
                new ParallelOptions { MaxDegreeOfParallelism = MostDeletions, CancellationToken = cancellationToken },
                async (blob, token) => await _container.DeleteBlobIfExistsAsync(
                    blob.Name, DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: token));
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // No trial has ever kept a file.
        }
    }
}
