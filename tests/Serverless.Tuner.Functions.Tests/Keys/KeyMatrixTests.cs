using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Serverless.Tuner.Functions.Tests.Keys;

/// <summary>Every route, tried with every kind of key.</summary>
public sealed class KeyMatrixTests(KeyedApp app, TunerApps apps) : IClassFixture<KeyedApp>
{
    private static readonly string[] Failing = ["none", "wrong", "expired", "revoked"];
    private static readonly string[] Scopes = [.. Enum.GetNames<KeyScope>(), "token"];

    public static MatrixTheoryData<string, string> RoutesAndKeys => new(RouteRules.Found, [.. Failing, .. Scopes]);

    [Fact]
    public void Routes_AndRules_AreTheSame() => Assert.Equal(
        RouteRules.All.Keys.Order(StringComparer.Ordinal), RouteRules.Found.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(RoutesAndKeys))]
    public async Task Route_WithAKey_AnswersWhatItsRuleSays(string route, string key)
    {
        Assert.True(RouteRules.All.TryGetValue(route, out var needed), $"{route} has no rule: give it a line in {nameof(RouteRules)}.");
        using var request = RouteRules.Request(route);
        if (key != "none") request.Headers.Authorization = new("Bearer", app.Keys[key]);

        using var response = await app.Http.SendAsync(request);

        if (needed is not { } scope)
        {
            Assert.Equal(RouteRules.HasOwnToken(route) ? HttpStatusCode.NotFound : HttpStatusCode.OK, response.StatusCode);
        }
        else if (Failing.Contains(key))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        }
        else if (key != "token" && Enum.Parse<KeyScope>(key) < scope)
        {
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Contains(
                $"needs a key with the scope {scope.ToString().ToLowerInvariant()};", await response.Content.ReadAsStringAsync(),
                StringComparison.Ordinal);
        }
        else
        {
            Assert.DoesNotContain(
                response.StatusCode,
                (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.TooManyRequests]);
            Assert.True((int)response.StatusCode < 500, $"{response.StatusCode}");
        }
    }

    [Fact]
    public async Task AppWithoutAnyKey_AnswersNothingButHealth()
    {
        await using var closed = await TunerApp.StartAsync(
            apps.ConnectionString, configure: services => services.AddSingleton(new ApiAccess()));
        foreach (var route in RouteRules.Found)
        {
            using var request = RouteRules.Request(route);
            request.Headers.Authorization = new("Bearer", app.Keys["Admin"]); // Keys in the storage are no way in.

            using var response = await closed.Http.SendAsync(request);

            var isHealth = route == "GET v1/tuner/health";
            Assert.Equal((route, isHealth ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable), (route, response.StatusCode));
            if (!isHealth) Assert.Contains("TUNER_ADMIN_KEY", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }
}
