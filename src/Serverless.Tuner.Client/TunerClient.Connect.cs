using System.Net.Http.Headers;

namespace Serverless.Tuner.Client;

public sealed partial class TunerClient
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_firstPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_lifeOfConnection = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A client for a program that runs for long: while the server is away, or its storage is, a request is sent again for five minutes;
    /// where nobody listens and the client has had no answer yet, for three seconds.
    /// </summary>
    /// <param name="server">The server; when null the one that <c>TUNER_SERVER</c> names, else the one that works on this machine's data
    /// directory (<c>TUNER_DATA</c>, or <c>.tuner</c> here).</param>
    /// <param name="key">A key for it; when null that of <c>TUNER_KEY</c> or <c>TUNER_TOKEN</c>, or the token of the data directory. It is
    /// sent over https or within this machine alone.</param>
    /// <param name="retries">Which requests are sent again; given, it counts from the first request on.</param>
    /// <param name="say">Is told, in a line, that the server is away and for how long it is waited for; when null the line goes to
    /// standard error.</param>
    /// <exception cref="InvalidOperationException">There is no server to be found, or the key would be sent in the clear.</exception>
    public static TunerClient Connect(
        Uri? server = null, string? key = null, TunerRetries? retries = null, Action<string>? say = null)
    {
        var found = ServerSettings.Find(server, key);
        var http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = !found.Url.IsLoopback, // A proxy cannot reach this machine itself.
            AllowAutoRedirect = false, // The key is for this server alone.
            PooledConnectionLifetime = s_lifeOfConnection, // So that a server that has moved is found again.
        })
        {
            BaseAddress = new Uri(found.Url.AbsoluteUri.TrimEnd('/') + "/"),
        };
        if (found.Key is { } secret) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        var patient = (retries ?? TunerRetries.For(s_patience)).Of(
            found.Url, say ?? Console.Error.WriteLine, retries is null ? s_firstPatience : null);
        return new TunerClient(http, patient);
    }
}
