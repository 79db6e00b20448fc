using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Serverless.Tuner.Outbound.Tests;

/// <summary>Calls of the one server that the app's settings name.</summary>
public sealed class SettledClientTests
{
    private const string Token = "secret-token";

    [Fact]
    public async Task Send_ToThisMachineByPlainHttp_IsAnswered_WithTheTokenAndThePath()
    {
        await using var endpoint = await Endpoint.StartAsync((http, _) => http.Response.WriteAsync(
            $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} {http.Request.Headers.Authorization}"));
        using var client = new SettledClient(new Uri($"{endpoint.Url}/base/"), Token, TimeProvider.System);

        var answer = await client.SendAsync(new SettledCall(HttpMethod.Get, "a/b?c=%2Fd"), CancellationToken.None);

        Assert.Equal((200, $"GET /base/a/b?c=%2Fd Bearer {Token}"), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Redirect_IsAnAnswer_AndTheTokenGoesNowhereElse()
    {
        await using var elsewhere = await Endpoint.StartAsync((http, _) => http.Response.WriteAsync("elsewhere"));
        await using var endpoint = await Endpoint.StartAsync((http, _) =>
        {
            http.Response.Redirect(elsewhere.Url);
            return Task.CompletedTask;
        });
        using var client = new SettledClient(new Uri(endpoint.Url), Token, TimeProvider.System);

        var answer = await client.SendAsync(new SettledCall(HttpMethod.Get, "a") { IsRepeatable = true }, CancellationToken.None);

        Assert.Equal((302, 1, 0), (answer.Status, endpoint.Requests, elsewhere.Requests));
    }

    [Theory]
    [InlineData(true, 3, 200)]
    [InlineData(false, 1, 503)]
    public async Task BusyServer_IsAskedAgain_OnlyWhereTwiceIsTheSameAsOnce(bool isRepeatable, int requests, int status)
    {
        await using var endpoint = await Endpoint.StartAsync((http, request) =>
        {
            http.Response.StatusCode = request < 3 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return Task.CompletedTask;
        });
        using var client = new SettledClient(new Uri(endpoint.Url), Token, TimeProvider.System);
        var call = new SettledCall(HttpMethod.Post, "a") { Json = "{}"u8.ToArray(), IsRepeatable = isRepeatable };

        var answer = await client.SendAsync(call, CancellationToken.None);

        Assert.Equal((status, requests), (answer.Status, endpoint.Requests));
    }

    [Fact]
    public async Task Cut_IsNotAskedAgain_WhereTwiceIsNotTheSameAsOnce_AndTheErrorHasNoToken()
    {
        await using var endpoint = await Endpoint.StartAsync((http, _) =>
        {
            http.Abort();
            return Task.CompletedTask;
        });
        using var client = new SettledClient(new Uri(endpoint.Url), Token, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<OutboundException>(
            () => client.SendAsync(new SettledCall(HttpMethod.Post, "a") { Json = "{}"u8.ToArray() }, CancellationToken.None));

        Assert.Equal(1, endpoint.Requests);
        Assert.StartsWith("127.0.0.1 cannot be reached", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_IsSentInFull_WithItsLength()
    {
        var content = Enumerable.Range(0, 3_000_000).Select(i => (byte)i).ToArray();
        await using var endpoint = await Endpoint.StartAsync(async (http, _) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            await http.Response.WriteAsync($"{http.Request.ContentLength} {body.ToArray().AsSpan().SequenceEqual(content)}");
        });
        using var client = new SettledClient(new Uri(endpoint.Url), token: null, TimeProvider.System);
        using var stream = new MemoryStream(content);

        var answer = await client.SendAsync(
            new SettledCall(HttpMethod.Put, "f") { Content = stream, Length = content.Length }, CancellationToken.None);

        Assert.Equal("3000000 True", answer.Text);
    }

    [Fact]
    public async Task Answer_OfMoreThan8MB_IsRefused()
    {
        await using var endpoint = await Endpoint.StartAsync((http, _) => http.Response.WriteAsync(new string('a', 9_000_000)));
        using var client = new SettledClient(new Uri(endpoint.Url), Token, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<OutboundException>(
            () => client.SendAsync(new SettledCall(HttpMethod.Get, "a"), CancellationToken.None));

        Assert.Contains("8 MB", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_ThatNeverAnswers_IsGivenUp()
    {
        var time = new FakeTimeProvider();
        var isAsked = new TaskCompletionSource();
        await using var endpoint = await Endpoint.StartAsync(async (http, _) =>
        {
            isAsked.TrySetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        using var client = new SettledClient(new Uri(endpoint.Url), Token, time);

        var call = client.SendAsync(new SettledCall(HttpMethod.Get, "a") { IsRepeatable = true }, CancellationToken.None);
        await isAsked.Task;
        time.Advance(TimeSpan.FromSeconds(41));

        var failure = await Assert.ThrowsAsync<OutboundException>(() => call);
        Assert.Contains("did not answer within 20 s", failure.Message, StringComparison.Ordinal);
    }
}
