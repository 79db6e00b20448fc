using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using StandardWebhooks;

namespace Serverless.Tuner.Outbound.Tests;

/// <summary>Our signatures against an independent implementation, in both directions.</summary>
public sealed class WebhookSignatureTests
{
    private const string Other = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD5Vm1Hw3h3Yk=";
    private static readonly byte[] s_body = Encoding.UTF8.GetBytes("""{"value": 0.5, "note": "grün"}""");

    [Fact]
    public async Task Post_WithSecret_IsVerifiedByStandardWebhooks()
    {
        (string Body, IHeaderDictionary Headers)? received = null;
        await using var endpoint = await Endpoint.StartAsync(async (http, _) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            received = (await reader.ReadToEndAsync(), new HeaderDictionary(http.Request.Headers.ToDictionary()));
        });
        using var client = new OutboundClient(
            Calls.Allowing("127.0.0.1", $"{Calls.Secret} {Other}"), new SystemResolver(), TimeProvider.System);
        var call = new OutboundCall(endpoint.Url, s_body) { MessageId = "msg_7", Secret = "trainer" };

        await client.PostAsync(call, TestContext.Current.CancellationToken);

        // Whoever has either of the two secrets, the new or the old one, believes it. The package looks at one signature at a time.
        var (body, headers) = received!.Value;
        string[] signatures = headers[WebhookSignature.SignatureHeader].ToString().Split(' ');
        Assert.Equal(2, signatures.Length);
        foreach (var (secret, signature) in new[] { Calls.Secret, Other }.Zip(signatures))
        {
            headers[WebhookSignature.SignatureHeader] = signature;
            new StandardWebhook(secret).Verify(body, headers);
            Assert.ThrowsAny<Exception>(() => new StandardWebhook(secret).Verify(body + " ", headers));
        }
    }

    [Fact]
    public void Refusal_SignedByStandardWebhooks_IsNone()
    {
        var now = TimeProvider.System.GetUtcNow();
        var text = Encoding.UTF8.GetString(s_body);
        var signature = new StandardWebhook(Calls.Secret).Sign("msg_7", now, text);
        var headers = new WebhookHeaders("msg_7", $"{now.ToUnixTimeSeconds()}", signature);

        Assert.Null(WebhookSignature.Refusal(Keys(Calls.Secret), headers, s_body, now));
        Assert.Null(WebhookSignature.Refusal(Keys($"{Other} {Calls.Secret}"), headers, s_body, now));
        Assert.NotNull(WebhookSignature.Refusal(Keys(Other), headers, s_body, now));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public void Refusal_ByAge_HasFiveMinutesOfTolerance(int seconds, bool isBelieved)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var sent = time.GetUtcNow().ToUnixTimeSeconds();
        var headers = new WebhookHeaders("a", $"{sent}", WebhookSignature.Sign(Keys(Calls.Secret), "a", sent, s_body));
        var now = time.GetUtcNow().AddSeconds(seconds);

        Assert.Equal(isBelieved, WebhookSignature.Refusal(Keys(Calls.Secret), headers, s_body, now) is null);
    }

    [Theory]
    [InlineData("b", null, null)]
    [InlineData(null, "1767323046", null)]
    [InlineData(null, "x", null)]
    [InlineData(null, null, "v1,")]
    [InlineData(null, null, "v1a,AAAA v2,BBBB")]
    [InlineData("", null, null)]
    [InlineData(null, "", null)]
    [InlineData(null, null, "")]
    public void Refusal_AnythingElseThanWasSigned_IsGiven(string? id, string? timestamp, string? signature)
    {
        var now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var sent = now.ToUnixTimeSeconds();
        var valid = WebhookSignature.Sign(Keys(Calls.Secret), "a", sent, s_body);

        Assert.NotNull(WebhookSignature.Refusal(
            Keys(Calls.Secret), new WebhookHeaders(id ?? "a", timestamp ?? $"{sent}", signature ?? valid), s_body, now));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_AAAA")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=")]
    [InlineData("whsec_not base64")]
    public void Find_SettingThatIsNoSecret_NamesTheSettingAndNotWhatItHolds(string? value)
    {
        var refused = Assert.Throws<OutboundRefusedException>(() => Keys(value));

        Assert.Contains("TUNER_SECRET_TRAINER", refused.Message, StringComparison.Ordinal);
        if (value is { Length: > 6 }) Assert.DoesNotContain(value, refused.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<ReadOnlyMemory<byte>> Keys(string? setting) =>
        new WebhookSecrets(name => name == "TUNER_SECRET_TRAINER" ? setting : null).Find("trainer");
}
