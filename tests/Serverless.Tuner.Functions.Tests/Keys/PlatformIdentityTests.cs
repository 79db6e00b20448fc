using System.Text;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Serverless.Tuner.Functions.Access;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests.Keys;

/// <summary>Whom the app believes: the platform in front of it where there is one, its settings, and nobody else.</summary>
public sealed class PlatformIdentityTests
{
    private static readonly IConfiguration s_settings = Settings("0123456789abcdef0123456789abcdef");

    /// <summary>What the platform says of one who has signed in.</summary>
    internal static string Principal(string type, params string[] roles) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        $$"""{"auth_typ":"aad","role_typ":"{{type}}","claims":[{"typ":"name","val":"Tuner.Admin"},{{string.Join(",", roles.Select(role => $$"""{"typ":"{{type}}","val":"{{role}}"}"""))}}]}"""
            .Replace(",]", "]", StringComparison.Ordinal)));

    [Theory]
    [InlineData(KeyScope.Read, "Tuner.Read")]
    [InlineData(KeyScope.Work, "Tuner.Work")]
    [InlineData(KeyScope.Write, "Tuner.Read", "Tuner.Write", "Other.Admin")]
    [InlineData(KeyScope.Admin, "Tuner.Admin", "Tuner.Read")]
    [InlineData(null, "Tuner.0")]
    [InlineData(null, "tuner.admin")]
    [InlineData(null, "Admin")]
    [InlineData(null)]
    public async Task Roles_BehindThePlatform_GiveTheirScope(KeyScope? scope, params string[] roles)
    {
        var (caller, _) = await IdentifyAsync("True", Principal("roles", roles));

        Assert.Equal(scope, caller!.Scope);
        Assert.Equal(scope >= KeyScope.Work, caller.May(KeyScope.Work));
    }

    [Theory]
    [InlineData("True", true)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task PlatformHeaders_CountBehindThePlatformOnly(string? enabled, bool isBelieved)
    {
        var (caller, refusal) = await IdentifyAsync(enabled, Principal("roles", "Tuner.Admin"));

        Assert.Equal(isBelieved, caller is not null);
        Assert.Equal(isBelieved, refusal is null);
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("bm90IGpzb24=")]
    [InlineData("e30=")]
    [InlineData("W10=")]
    public async Task PlatformHeader_ThatSaysNothing_LetsNobodyIn(string header)
    {
        var (caller, _) = await IdentifyAsync("True", header);

        Assert.Null(caller);
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef 0123456789abcdef")]
    public void AdminKey_TooShortOrNoKey_IsRefused(string key)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => ApiAccess.Read(Settings(key)));

        Assert.Contains("TUNER_ADMIN_KEY must be at least 32", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The app knows the hash alone: the key itself is with its owner.</summary>
    [Fact]
    public void AdminKey_OfWhichTheAppKnowsTheHash_LetsItsOwnerIn()
    {
        var key = new string('k', 32);
        var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)));
        var access = ApiAccess.Read(new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create<string, string?>("TUNER_ADMIN_KEY_SHA256", hash)]).Build());
        var ring = new KeyRing(
            access, new KeyStore(new TunerTables(new TableServiceClient("UseDevelopmentStorage=true")), TimeProvider.System),
            TimeProvider.System);

        Assert.False(access.IsClosed);
        Assert.Equal(KeyScope.Admin, ring.FindOwner(key)?.Scope);
        Assert.Null(ring.FindOwner(hash));
        Assert.Null(ring.FindOwner(new string('k', 33)));
    }

    private static IConfiguration Settings(string key) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>("TUNER_ADMIN_KEY", key)]).Build();

    private static async Task<(Caller? Caller, object? Refusal)> IdentifyAsync(string? enabled, string principal)
    {
        var access = ApiAccess.ReadOnFunctionsHost(s_settings, name => name == "WEBSITE_AUTH_ENABLED" ? enabled : null);
        using var failures = new FailedTries();
        var store = new KeyStore(new TunerTables(new TableServiceClient("UseDevelopmentStorage=true")), TimeProvider.System);
        var http = new DefaultHttpContext();
        http.Request.Headers["X-MS-CLIENT-PRINCIPAL"] = principal;
        http.Request.Headers.Authorization = "Bearer eyJh.eyJi.c2ln"; // What Entra gave the caller.
        return await new Doorkeeper(access, new KeyRing(access, store, TimeProvider.System), failures).IdentifyAsync(http.Request);
    }
}
