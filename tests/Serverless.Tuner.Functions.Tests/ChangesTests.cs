using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Following a study over HTTP.</summary>
public sealed class ChangesTests(TunerApps apps)
{
    [Fact]
    public async Task Follow_AStudyToItsEnd_KnowsItAndAllItsTrialsAsTheyAre()
    {
        const string Name = "followed";
        await apps.App.Client.StartStudyAsync($$"""{"name":"{{Name}}","objective":"reports","trials":40,"parallelism":4}""");
        var (study, trials, news) = ((StudyView?)null, new Dictionary<int, TrialView>(), (Client.StudyNews?)null);
        string? seq = null;
        while (study?.State != StudyState.Ended)
        {
            news = await apps.App.Client.GetChangesAsync(Name, seq, news?.Tag);
            if (news.Changes is not { } changes) continue;
            (seq, study) = (changes.Seq, changes.ApplyTo(study));
            foreach (var trial in changes.Trials) trials[trial.Number] = trial;
        }

        var now = await apps.App.Client.GetStudyAsync(Name);
        Assert.Equal(Text(now with { DurationSeconds = 0 }), Text(study with { DurationSeconds = 0 }));
        Assert.Equal(Text(await apps.App.TrialsAsync(Name)), Text(trials.OrderBy(t => t.Key).Select(t => t.Value)));
        Assert.Equal(TimeSpan.FromSeconds(60), news!.RetryAfter);
    }

    [Fact]
    public async Task Follow_WhenNothingHasChanged_Is304WithAdvice()
    {
        const string Name = "follow-still";
        await apps.App.Client.StartStudyAsync($$"""{"name":"{{Name}}","objective":"gated","trials":1}""");
        await apps.App.UntilAsync(Name, study => study.Counts.Running == 1);
        var (seq, tag) = ("0", (EntityTagHeaderValue?)null);
        for (var tries = 0; ; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/tuner/studies/{Name}?since={seq}");
            if (tag is not null) request.Headers.IfNoneMatch.Add(tag);
            using var response = await apps.App.Http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.NotModified)
            {
                Assert.Equal((tag, TimeSpan.FromSeconds(1)), (response.Headers.ETag, response.Headers.RetryAfter!.Delta));
                Assert.Empty(await response.Content.ReadAsByteArrayAsync());
                return;
            }

            // The trial may be claimed yet.
            Assert.True(tries < 20, "It changes all the time.");
            tag = response.Headers.ETag;
            seq = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("seq").GetString()!;
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("MQ")]
    public async Task Follow_FromWhatIsNoSeq_Is400(string since)
    {
        using var response = await apps.App.Http.GetAsync(new Uri($"v1/tuner/studies/any?since={since}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, TunerJson.Options);
}
