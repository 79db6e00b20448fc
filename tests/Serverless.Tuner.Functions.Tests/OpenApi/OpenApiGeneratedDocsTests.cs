using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Functions.Tests.OpenApi;

/// <summary>The OpenAPI document says what the code does: each route is in it and no other, and what is sent and answered is as it says.
/// With <c>TUNER_UPDATE_DOCS=1</c> in the environment it is written anew.</summary>
public sealed class OpenApiGeneratedDocsTests(TunerApps apps)
{
    private static readonly string Docs = Path.Combine(Repository.Root, "docs");
    /// <summary>What needs more than a call to be answered as it should: tests of its own show that.</summary>
    private static readonly string[] ShownElsewhere = ["GetPromoted", "GetTrialLog", "CompleteByCallback", "ReportByCallback"];

    private static readonly string File = Path.Combine(Docs, "openapi.json");

    [Fact]
    public async Task OpenApi_InDocs_IsThatOfTheCode()
    {
        var renewed = await ApiDocument.TextAsync(await System.IO.File.ReadAllTextAsync(Path.Combine(Docs, "study.schema.json")));
        if (Environment.GetEnvironmentVariable("TUNER_UPDATE_DOCS") == "1") await System.IO.File.WriteAllTextAsync(File, renewed);
        else
            Assert.True(
                await System.IO.File.ReadAllTextAsync(File) == renewed,
                "docs/openapi.json is out of date: TUNER_UPDATE_DOCS=1 ./tuner test --filter GeneratedDocs writes it anew.");
    }

    [Fact]
    public void EveryFunction_HasItsEntryAndItsCalls_AndNoOtherIsThere()
    {
        var functions = ApiRoute.All.Select(r => r.Function).Order().ToArray();

        Assert.Equal(functions, ApiOperations.All.Select(o => o.Function).Order());
        Assert.Equal(
            ApiOperations.All.Where(o => !ShownElsewhere.Contains(o.Function)).Select(o => (o.Function, o.Status)).Order(),
            ApiOperations.All.Select(o => (o.Function, o.Status)).Intersect(ApiCalls.All.Select(c => (c.Function, c.Status))).Order());
    }

    [Fact]
    public void EveryRoute_IsInTheDocumentOnce_AndNoOtherIs()
    {
        var documented =
            from path in Read()["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            select (path.Key, operation.Key, (string)operation.Value!["operationId"]!);

        Assert.Equal(ApiRoute.All.Select(r => (r.Path, r.HttpMethod, r.Function)).Order(), documented.Order());
    }

    [Fact]
    public async Task Document_IsOpenApi31_WithoutErrors()
    {
        var read = await OpenApiDocument.LoadAsync(new MemoryStream(await System.IO.File.ReadAllBytesAsync(File)), "json");

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
    }

    /// <summary>Programs that make types of the document follow each of them.</summary>
    [Fact]
    public void EveryReference_LeadsSomewhere()
    {
        using var document = JsonDocument.Parse(Read().ToJsonString());

        Assert.All(
            References(document.RootElement),
            r => Assert.NotNull(Json.Pointer.JsonPointer.Parse(r.TrimStart('#')).Evaluate(document.RootElement)));
    }

    [Fact]
    public void EveryExample_IsOneByItsSchema()
    {
        var checkedOnes = 0;
        foreach (var media in Medias(Read()["paths"]!).Where(m => m["example"] is not null))
        {
            AssertValid(media["schema"]!, media["example"]!.ToJsonString());
            checkedOnes++;
        }

        Assert.Equal(ApiOperations.All.Count(o => o.Example is not null), checkedOnes);
    }

    [Fact]
    public async Task EveryCall_IsAnsweredAsTheDocumentSays()
    {
        var paths = Read()["paths"]!;
        var taken = new Dictionary<string, string>();
        foreach (var call in ApiCalls.All)
        {
            var route = ApiRoute.All.Single(r => r.Function == call.Function);
            using var request = new HttpRequestMessage(
                new HttpMethod(route.HttpMethod.ToUpperInvariant()), $"v1/tuner/{Filled(call.Path)}");
            if (call.Body is not null) request.Content = new StringContent(Filled(call.Body));
            if (call.Header is var (name, value)) request.Headers.TryAddWithoutValidation(name, Filled(value));
            using var response = await apps.App.Http.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();

            Assert.True(call.Status == (int)response.StatusCode, $"{call} is answered {(int)response.StatusCode}: {body}");
            // The management URLs of Durable Functions carry a system key.
            Assert.DoesNotContain("runtime/webhooks", $"{response.Headers}{body}", StringComparison.OrdinalIgnoreCase);
            var answer = paths[route.Path]![route.HttpMethod]!["responses"]![$"{call.Status}"];
            Assert.True(answer is not null, $"{call.Function} may be answered {call.Status}, of which the document knows nothing.");
            var type = response.Content.Headers.ContentType?.MediaType;
            Assert.Equal(answer["content"]?.AsObject().Single().Key, body.Length == 0 ? null : type);
            // Sparse items have fewer fields than whole ones.
            if (type?.EndsWith("json", StringComparison.Ordinal) == true && !call.Path.Contains("fields=", StringComparison.Ordinal))
                AssertValid(answer["content"]![type]!["schema"]!, body);
            foreach (var (word, pointer) in call.Taken)
                taken[word] = Json.Pointer.JsonPointer.Parse(pointer).Evaluate(JsonElement.Parse(body))!.Value.GetString()!;
            if (call.EndsFirst is { } study) await apps.App.EndAsync(study);
        }

        string Filled(string text) => taken.Aggregate(text, (filled, t) => filled.Replace(t.Key, t.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_NeedsNothingElse_AndNamesEveryRoute()
    {
        using var response = await apps.App.Http.GetAsync(new Uri("v1/tuner/docs", UriKind.Relative));
        var page = await response.Content.ReadAsStringAsync();

        Assert.All(
            ApiRoute.All, r => Assert.Contains($"{r.HttpMethod.ToUpperInvariant()} {r.Path}</code>", page, StringComparison.Ordinal));
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        var style = page[(page.IndexOf("<style>", StringComparison.Ordinal) + 7)..page.IndexOf("</style>", StringComparison.Ordinal)];
        Assert.Contains(
            Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style))), policy,
            StringComparison.Ordinal);
    }

    private static JsonNode Read() => JsonNode.Parse(System.IO.File.ReadAllText(File))!;

    private static IEnumerable<JsonObject> Medias(JsonNode node) => node switch
    {
        JsonObject { } media when media.ContainsKey("schema") && media.ContainsKey("example") => [media],
        JsonObject members => members.Where(m => m.Value is not null).SelectMany(m => Medias(m.Value!)),
        JsonArray items => items.Where(i => i is not null).SelectMany(i => Medias(i!)),
        _ => [],
    };

    private static IEnumerable<string> References(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(
            m => m is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [m.Value.GetString()!] : References(m.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static void AssertValid(JsonNode schema, string json)
    {
        // A schema of its own, which brings those along that it refers to.
        var whole = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["allOf"] = new JsonArray(schema.DeepClone()),
            ["$defs"] = Read()["components"]!["schemas"]!.DeepClone(),
        }.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json);
        var result = JsonSchema.FromText(whole).Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });

        var errors = (result.Details ?? []).Where(d => d.Errors?.Count > 0)
            .Select(d => $"{d.InstanceLocation}: {string.Join(", ", d.Errors!.Values)}");
        Assert.True(result.IsValid, string.Join(Environment.NewLine, errors.Prepend(json)));
    }
}
