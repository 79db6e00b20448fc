using System.Net.Http.Json;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Each kind of error has a type of its own, by which programs know it.</summary>
public sealed class ProblemTests(TunerApps apps)
{
    [Theory]
    [InlineData("GET", "studies/nobody", "no-such-study", 404)]
    [InlineData("GET", "studies/a%5Cb", "no-such-study", 404)]
    [InlineData("GET", "studies/problems/trials/9", "no-such-trial", 404)]
    [InlineData("GET", "studies/problems/trials/0/log", "no-log", 404)]
    [InlineData("GET", "studies?limit=0", "invalid-request", 400)]
    [InlineData("POST", "studies", "invalid-request", 400)]
    [InlineData("POST", "studies/problems/trials/0/cancel", "conflict", 409)]
    [InlineData("GET", "nowhere", "no-such-route", 404)]
    [InlineData("PUT", "studies", "wrong-method", 405)]
    public async Task Ask_WhatCannotBeAnswered_HasTheTypeOfItsKind(string method, string path, string type, int status)
    {
        await apps.App.Client.StartStudyAsync("""{"name":"problems","objective":"number","trials":1}""");
        await apps.App.EndAsync("problems");

        var problem = await AskAsync(method, path);

        Assert.Equal(($"urn:tuner:error:{type}", status), (problem.Type, problem.Status));
        Assert.Contains(ProblemKind.All, kind => kind.Type == problem.Type && kind.Status == problem.Status);
    }

    [Fact]
    public async Task Ask_AsAPageOfElsewhere_HasATypeOfTheList()
    {
        var problem = await AskAsync("GET", "health", origin: "http://evil.example");

        Assert.Equal((ProblemKind.Forbidden.Type, 403), (problem.Type, problem.Status));
    }

    [Fact]
    public void Docs_NameEveryKind()
    {
        var page = File.ReadAllText(Path.Combine(TestKit.Repository.Root, "docs", "http-api.md"));

        Assert.All(
            ProblemKind.All,
            kind => Assert.Contains($"| `{kind.Type}` | {kind.Status} | {kind.Meaning} |", page, StringComparison.Ordinal));
        Assert.Equal(ProblemKind.All.Count, ProblemKind.All.Select(kind => kind.Type).Distinct().Count());
    }

    private async Task<ProblemView> AskAsync(string method, string path, string? origin = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"v1/tuner/{path}");
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var response = await apps.App.Http.SendAsync(request);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        return (await response.Content.ReadFromJsonAsync<ProblemView>(TunerJson.Options))!;
    }
}
