namespace Serverless.Tuner.Cli.Servers;

/// <summary>Finds out whether what listens on a port is Azurite's table service.</summary>
internal static class AzuriteProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Whether an Azurite table service answers on the loopback port.</summary>
    public static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var response = await http.GetAsync(AzuriteAccount.Endpoint(port), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.Headers.TryGetValues("Server", out var servers)
                && servers.Any(server => server.StartsWith("Azurite-Table/", StringComparison.OrdinalIgnoreCase));
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
