using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Functions.Access;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests.Keys;

/// <summary>Who comes with wrong keys has to wait; who has a right one hardly.</summary>
public sealed class FailedTriesTests(TunerApps apps)
{
    [Fact]
    public void EachClient_HasItsOwnTries_AndANetworkOfVersion6IsOneClient()
    {
        using var failures = new FailedTries(2);
        foreach (var address in (string[])["192.0.2.1", "::ffff:192.0.2.1"]) Assert.Null(failures.Count(IPAddress.Parse(address)));
        foreach (var address in (string[])["2001:db8::1", "2001:db8::ffff:2"]) Assert.Null(failures.Count(IPAddress.Parse(address)));

        foreach (var address in (string[])["192.0.2.1", "2001:db8:0:0:9::"])
        {
            Assert.InRange(failures.Wait(IPAddress.Parse(address))!.Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2));
            Assert.NotNull(failures.Count(IPAddress.Parse(address)));
        }

        foreach (var address in (string[])["192.0.2.2", "2001:db8:0:1::1"]) Assert.Null(failures.Wait(IPAddress.Parse(address)));
    }

    [Fact]
    public async Task WrongKeys_AreAnsweredWithWaiting_WhileKnownKeysAndTheTokenAreNot()
    {
        const int Tries = 5;
        await using var app = await TunerApp.StartAsync(
            apps.ConnectionString, configure: services => services.AddSingleton(new FailedTries(Tries)));
        var (known, unknown) = (await NewAsync(app), await NewAsync(app));
        Assert.Equal(HttpStatusCode.OK, (await StatusAsync(app, known)).Status);
        // Those without any key are no tries.
        for (var i = 0; i < 2 * Tries; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await StatusAsync(app, null)).Status);

        var statuses = new List<HttpStatusCode>();
        (HttpStatusCode Status, TimeSpan? RetryAfter) last;
        do
        {
            last = await StatusAsync(app, $"wrong {statuses.Count}");
            statuses.Add(last.Status);
        }
        while (last.Status != HttpStatusCode.TooManyRequests && statuses.Count < 100);

        Assert.InRange(statuses.Count, Tries + 1, Tries + 10); // A slow machine has got some back meanwhile.
        Assert.InRange(last.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        foreach (var right in (string[])[known, TunerApp.Token]) Assert.Equal(HttpStatusCode.OK, (await StatusAsync(app, right)).Status);
        Assert.Contains((await StatusAsync(app, unknown)).Status, (HttpStatusCode[])[HttpStatusCode.TooManyRequests, HttpStatusCode.OK]);
    }

    private static async Task<string> NewAsync(TunerApp app) =>
        (await app.Services.GetRequiredService<KeyStore>().CreateAsync(
            new KeyRequest { Name = "tries", Scope = KeyScope.Read }, CancellationToken.None)).Text;

    private static async Task<(HttpStatusCode Status, TimeSpan? RetryAfter)> StatusAsync(TunerApp app, string? key)
    {
        using var http = new HttpClient { BaseAddress = app.Http.BaseAddress };
        if (key is not null) http.DefaultRequestHeaders.TryAddWithoutValidation("X-API-Key", key);
        using var response = await http.GetAsync(new Uri("v1/tuner/studies?limit=1", UriKind.Relative));
        return (response.StatusCode, response.Headers.RetryAfter?.Delta);
    }
}
