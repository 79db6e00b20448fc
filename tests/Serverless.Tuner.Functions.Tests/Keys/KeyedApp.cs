using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Functions.Access;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests.Keys;

/// <summary>An app with a key of each kind, whose number of failed tries is not limited.</summary>
public sealed class KeyedApp(TunerApps apps) : IAsyncLifetime
{
    private TunerApp? _app;

    internal TunerApp App => _app!;

    internal HttpClient Http { get; private set; } = null!;

    /// <summary>Credentials by what they are.</summary>
    internal Dictionary<string, string> Keys { get; } = new() { ["wrong"] = "tk_0123456789abcdef_" + new string('0', 64) };

    public async ValueTask InitializeAsync()
    {
        _app = await TunerApp.StartAsync(apps.ConnectionString, configure: services => services.AddSingleton(new FailedTries(1_000_000)));
        Http = new HttpClient { BaseAddress = _app.Http.BaseAddress };
        Keys["token"] = TunerApp.Token;
        foreach (var scope in Enum.GetValues<KeyScope>()) Keys[scope.ToString()] = await NewAsync(scope);
        Keys["expired"] = await NewAsync(KeyScope.Admin, DateTimeOffset.UtcNow.AddSeconds(-1));
        Keys["revoked"] = await NewAsync(KeyScope.Admin);
        await _app.Client.RevokeKeyAsync(Keys["revoked"].Split('_')[1]);
    }

    /// <summary>Makes a key; one that has expired, too.</summary>
    internal async Task<string> NewAsync(KeyScope scope, DateTimeOffset? expires = null, decimal? allowance = null)
    {
        var request = new KeyRequest { Name = $"test {scope}", Scope = scope, ExpiresAt = expires, AllowanceUsd = allowance };
        return (await App.Services.GetRequiredService<KeyStore>().CreateAsync(request, CancellationToken.None)).Text;
    }

    /// <summary>Sends a request with a key.</summary>
    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null) request.Headers.Add("X-API-Key", key);
        if (body is not null) request.Content = new StringContent(body);
        return await Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (_app is not null) await _app.DisposeAsync();
    }
}
