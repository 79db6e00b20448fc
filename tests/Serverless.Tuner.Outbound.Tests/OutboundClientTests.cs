using System.Net;
using Microsoft.AspNetCore.Http;

namespace Serverless.Tuner.Outbound.Tests;

/// <summary>Calls to a server on this machine, which the settings allow.</summary>
public sealed class OutboundClientTests
{
    private const string Local = "127.0.0.1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_Answer_IsReadWithItsStatus()
    {
        await using var endpoint = await Endpoint.StartAsync(async (http, _) =>
        {
            http.Response.StatusCode = 202;
            await http.Response.WriteAsync(http.Request.Headers["X-Extra"] + " " + http.Request.ContentType);
        });
        using var client = Client(Local);

        var answer = await client.PostAsync(
            Calls.To(endpoint.Url) with { Headers = new Dictionary<string, string> { ["X-Extra"] = "more" } }, Cancellation);

        Assert.Equal((202, "more application/json; charset=utf-8"), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Post_Redirect_IsNotFollowed(int status)
    {
        await using var endpoint = await Endpoint.StartAsync((http, _) =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        using var client = Client(Local);

        Assert.Equal(status, (await client.PostAsync(Calls.To(endpoint.Url), Cancellation)).Status);
        Assert.Equal(1, endpoint.Requests);
    }

    [Fact]
    public async Task Post_NameReboundToOwnMachine_ReachesOnlyTheAddressThatWasChecked()
    {
        await using var endpoint = await Endpoint.StartAsync((_, _) => Task.CompletedTask);
        // The first answer is a network without such a host; the second one would reach the server here.
        var resolver = new TestResolver("192.0.2.1", Local);
        using var client = new OutboundClient(OutboundSettings.None, resolver, TimeProvider.System);

        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<OutboundRefusedException>(
                () => client.PostAsync(Calls.To($"https://trainer.example:{endpoint.Port}/"), Cancellation));

        Assert.Equal((2, 0), (resolver.Asked, endpoint.Requests));
    }

    [Fact]
    public async Task Post_SeveralAddresses_ConnectsToThoseThatAreAllowed()
    {
        await using var endpoint = await Endpoint.StartAsync((_, _) => Task.CompletedTask);
        var resolver = new TestResolver($"10.0.0.1,::ffff:7f00:1,{Local}");
        using var client = new OutboundClient(Calls.Allowing("127.0.0.0/8"), resolver, TimeProvider.System);

        var answer = await client.PostAsync(Calls.To($"http://trainer.example:{endpoint.Port}/"), Cancellation);

        Assert.Equal((200, 1, 1), (answer.Status, resolver.Asked, endpoint.Requests));
    }

    [Fact]
    public async Task Post_PlainHttpToPublicAddress_IsRefused()
    {
        // A network is allowed, so that only the address tells whether the name may be called by plain http.
        using var client = new OutboundClient(Calls.Allowing("10.0.0.0/8"), new TestResolver("8.8.8.8"), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<OutboundRefusedException>(
            () => client.PostAsync(Calls.To("http://trainer.example/"), Cancellation));

        Assert.Contains("without encryption", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://trainer.example/", "8.8.8.8", false)]
    [InlineData("http://trainer.example/", "8.8.8.8,10.1.2.3", true)]
    [InlineData("https://trainer.example/", "8.8.8.8", true)]
    public async Task FindWrongWith_PlainHttp_AsksForTheNamesAddresses(string url, string addresses, bool isAllowed)
    {
        using var client = new OutboundClient(Calls.Allowing("10.0.0.0/8"), new TestResolver(addresses), TimeProvider.System);

        var wrong = await client.FindWrongWithAsync(url, Cancellation);

        if (isAllowed) Assert.Null(wrong);
        else Assert.Contains("TUNER_OUTBOUND_ALLOW", wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, "0", 2)]
    [InlineData(503, null, 2)]
    [InlineData(429, "1", 2)]
    [InlineData(500, "0", 2)]
    [InlineData(500, null, 1)]
    [InlineData(503, "3600", 1)]
    [InlineData(400, null, 1)]
    public async Task Post_BusyTarget_IsAskedAgain(int status, string? retryAfter, int expected)
    {
        await using var endpoint = await Endpoint.StartAsync((http, request) =>
        {
            if (request > 1) return Task.CompletedTask;
            http.Response.StatusCode = status;
            if (retryAfter is not null) http.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        });
        using var client = Client(Local);

        var answer = await client.PostAsync(Calls.To(endpoint.Url), Cancellation);

        Assert.Equal((expected, expected == 1 ? status : 200), (endpoint.Requests, answer.Status));
    }

    [Fact]
    public async Task Post_LongAnswer_IsCutOff()
    {
        await using var endpoint = await Endpoint.StartAsync(async (http, _) =>
        {
            for (var i = 0; i < 3 && !http.RequestAborted.IsCancellationRequested; i++)
                await http.Response.Body.WriteAsync(new byte[OutboundClient.MaxAnswerBytes / 2], http.RequestAborted);
        });
        using var client = Client(Local);

        var failure = await Assert.ThrowsAsync<OutboundException>(() => client.PostAsync(Calls.To(endpoint.Url), Cancellation));

        Assert.Contains("1 MB", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_TargetThatHangs_IsGivenUp(bool begins)
    {
        await using var endpoint = await Endpoint.StartAsync(async (http, _) =>
        {
            if (begins) await http.Response.WriteAsync("{", http.RequestAborted);
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        using var client = Client(Local);

        var failure = await Assert.ThrowsAsync<OutboundException>(
            () => client.PostAsync(Calls.To(endpoint.Url) with { Timeout = TimeSpan.FromSeconds(0.3) }, Cancellation));

        Assert.Contains("within 0.3 s", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, endpoint.Requests);
    }

    private static OutboundClient Client(string allow) => new(Calls.Allowing(allow), new SystemResolver(), TimeProvider.System);
}
