namespace Serverless.Tuner.Client;

public sealed partial class TunerClient
{
    private const string LeaseHeader = "X-Trial-Lease";

    /// <summary>The files that a trial keeps, each with where it comes from.</summary>
    public Task<PageView<ArtifactView>> ListArtifactsAsync(string name, int number, CancellationToken cancellationToken = default) =>
        GetAsync<PageView<ArtifactView>>(Artifacts(name, number), cancellationToken);

    /// <summary>Writes a file that a trial keeps into a stream.</summary>
    /// <param name="name">The study.</param>
    /// <param name="number">The trial.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="into">Where it is written to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task GetArtifactAsync(string name, int number, string file, Stream into, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Artifact(name, number, file));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode) throw new TunerApiException(await ApiResponse.ReadProblemAsync(response, cancellationToken));
        await response.Content.CopyToAsync(into, cancellationToken);
    }

    /// <summary>Has a trial keep a file, in the place of one of its name; before its end is told.</summary>
    /// <param name="name">The study.</param>
    /// <param name="number">The trial.</param>
    /// <param name="lease">The lease that came with the trial.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="content">Its content, from where the stream stands; it is left open.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public async Task<ArtifactView> PutArtifactAsync(
        string name, int number, string lease, string file, Stream content, CancellationToken cancellationToken = default)
    {
        // A stream that cannot be read again is sent once.
        var retries = content.CanSeek ? _retries : TunerRetries.Never;
        var start = content.CanSeek ? content.Position : 0;
        var (response, _) = await retries.RunAsync(
            async token =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Put, Artifact(name, number, file))
                {
                    Content = new ReplayedStream(content, start),
                };
                request.Headers.Add(LeaseHeader, lease);
                // What is refused is not sent.
                request.Headers.ExpectContinue = true;
                return await http.SendAsync(request, token);
            },
            hasKey: true, // The same file in its own place changes nothing.
            cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
        using (response) return await ApiResponse.ReadAsync<ArtifactView>(response, cancellationToken);
    }

    private static string Artifacts(string name, int number) => $"{Study(name)}/trials/{Text(number)}/artifacts";

    private static string Artifact(string name, int number, string file) => $"{Artifacts(name, number)}/{Uri.EscapeDataString(file)}";
}
