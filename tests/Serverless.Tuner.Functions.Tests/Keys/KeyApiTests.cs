using System.Net;
using System.Text.Json;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Functions.Tests.Keys;

/// <summary>How keys are given, made and revoked over HTTP.</summary>
public sealed class KeyApiTests(KeyedApp app) : IClassFixture<KeyedApp>
{
    private const string Studies = "v1/tuner/studies";

    [Theory]
    [InlineData("Authorization", "Bearer {0}", true)]
    [InlineData("Authorization", "bearer {0}", true)]
    [InlineData("X-API-Key", "{0}", true)]
    [InlineData("Authorization", "{0}", false)]
    [InlineData("Authorization", "Basic {0}", false)]
    [InlineData("Authorization", "Bearer {0}x", false)]
    [InlineData("Authorization", "Bearer {0} {0}", false)]
    [InlineData("X-API-Key", "{0},{0}", false)]
    [InlineData("X-API-Key", "", false)]
    [InlineData("X-Functions-Key", "{0}", false)]
    [InlineData("Cookie", "Authorization=Bearer {0}", false)]
    [InlineData("X-MS-TOKEN-AAD-ACCESS-TOKEN", "{0}", false)]
    public async Task Key_CountsInItsHeadersOnly(string header, string value, bool isAnswered)
    {
        foreach (var key in (string[])[app.Keys["Read"], TunerApp.Token.Replace(' ', '-')])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{Studies}?token={key}&code={key}&key={key}");
            request.Headers.TryAddWithoutValidation(header, string.Format(null, value, key));

            using var response = await app.Http.SendAsync(request);

            var isRight = isAnswered && key == app.Keys["Read"];
            // Whoever is let in hears that these parameters are none.
            Assert.Equal(isRight ? HttpStatusCode.BadRequest : HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.DoesNotContain(key, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TwoKeys_OneOfThemRight_IsAnswered()
    {
        foreach (var (first, second) in (IEnumerable<(string, string)>)[("Read", "wrong"), ("wrong", "Read")])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Studies);
            request.Headers.Add("X-API-Key", app.Keys[first]);
            request.Headers.Authorization = new("Bearer", app.Keys[second]);

            using var response = await app.Http.SendAsync(request);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task PlatformHeaders_OnTheEmbeddedHost_AreIgnored()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Studies);
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", PlatformIdentityTests.Principal("roles", "Tuner.Admin"));
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-ID", "somebody");

        using var response = await app.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Create_ShowsTheKeyOnce_AndKeepsItsHashAlone()
    {
        var expires = DateTimeOffset.UtcNow.AddDays(30);
        var request = new KeyRequest { Name = "Ann's laptop", Scope = KeyScope.Write, ExpiresAt = expires, AllowanceUsd = 12.5m };
        var made = await app.App.Client.CreateKeyAsync(request);

        Assert.Matches($"^tk_{made.Id}_[0-9a-f]{{64}}$", made.Key);
        var secret = made.Key!.Split('_')[2];
        var listed = (await app.App.Client.ListKeysAsync()).Items.Single(key => key.Id == made.Id);
        Assert.Equal(
            ("Ann's laptop", KeyScope.Write, expires, null, null),
            (listed.Name, listed.Scope, listed.ExpiresAt, listed.RevokedAt, listed.Key));
        Assert.Equal((12.5m, 0m, 12.5m, 0), (
            listed.Allowance!.TotalUsd, listed.Allowance.SpentUsd, listed.Allowance.LeftUsd, listed.Allowance.Studies.Count));
        await foreach (var row in app.App.Tables.GetTableClient("tunerkeys").QueryAsync<Azure.Data.Tables.TableEntity>())
            Assert.DoesNotContain(secret, JsonSerializer.Serialize(row), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "/name")]
    [InlineData("""{"name":"a"}""", "/scope")]
    [InlineData("""{"name":"","scope":"read"}""", "/name")]
    [InlineData("""{"name":"a\n","scope":"read"}""", "/name")]
    [InlineData("""{"name":"a","scope":"root"}""", "/scope")]
    [InlineData("""{"name":"a","scope":"read","expiresAt":"2020-01-01T00:00:00Z"}""", "/expiresAt")]
    [InlineData("""{"name":"a","scope":"read","expiresAt":"soon"}""", "/expiresAt")]
    [InlineData("""{"name":"a","scope":"admin","allowanceUsd":1}""", "/allowanceUsd")]
    [InlineData("""{"name":"a","scope":"write","allowanceUsd":0}""", "/allowanceUsd")]
    [InlineData("""{"name":"a","scope":"write","allowanceUsd":1e-9}""", "/allowanceUsd")]
    [InlineData("""{"name":"a","scope":"read","scopes":["write"]}""", "/scopes")]
    [InlineData("hello", "")]
    public async Task Create_WhatIsWrong_IsNamedByField(string body, string pointer)
    {
        using var response = await app.SendAsync(HttpMethod.Post, "v1/tuner/keys", TunerApp.Token, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonSerializer.Deserialize<ProblemView>(await response.Content.ReadAsStringAsync(), TunerJson.Options)!;
        Assert.Contains(problem.Errors!, error => error.Pointer == pointer);
    }

    [Fact]
    public async Task List_WithAParameter_IsRefused()
    {
        using var response = await app.SendAsync(HttpMethod.Get, "v1/tuner/keys?scope=read", TunerApp.Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonSerializer.Deserialize<ProblemView>(await response.Content.ReadAsStringAsync(), TunerJson.Options)!;
        Assert.Equal(new FieldError("?scope", "is not a parameter here; there are none"), Assert.Single(problem.Errors!));
    }

    [Theory]
    [InlineData("0123456789abcdef")]
    [InlineData("a'b")]
    [InlineData("a%2Fb")]
    public async Task Revoke_NoSuchKey_IsNotFound(string id)
    {
        var refused = await Assert.ThrowsAsync<TunerApiException>(() => app.App.Client.RevokeKeyAsync(Uri.UnescapeDataString(id)));

        Assert.Equal(404, refused.Status);
    }

    [Fact]
    public async Task Revoke_Again_ChangesNothing()
    {
        var id = (await app.App.Client.CreateKeyAsync(new KeyRequest { Name = "twice", Scope = KeyScope.Read })).Id;
        await app.App.Client.RevokeKeyAsync(id);
        var revoked = (await app.App.Client.ListKeysAsync()).Items.Single(key => key.Id == id).RevokedAt;

        await app.App.Client.RevokeKeyAsync(id);

        Assert.NotNull(revoked);
        Assert.Equal(revoked, (await app.App.Client.ListKeysAsync()).Items.Single(key => key.Id == id).RevokedAt);
    }
}
