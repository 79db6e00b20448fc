using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Serverless.Tuner.Core.Tests.Docs;

namespace Serverless.Tuner.Functions.Tests.OpenApi;

/// <summary>The OpenAPI document of the API, made from its functions, its contracts and <see cref="ApiOperations"/>.</summary>
internal static partial class ApiDocument
{
    private const string StudyFile = "StudyFile";
    private const string ScheduleFile = "ScheduleFile";
    private const string KeyScheme = "key";
    private const string HeaderScheme = "keyHeader";
    private const string AnyFile = "application/octet-stream";

    private static readonly ProblemKind[] OfAny =
        [ProblemKind.InvalidRequest, ProblemKind.Failed, ProblemKind.Unreadable, ProblemKind.StorageSilent];

    private static readonly ProblemKind[] OfKeys =
        [ProblemKind.NoValidKey, ProblemKind.Forbidden, ProblemKind.TooManyTries, ProblemKind.NoKeyYet];
    private static readonly ProblemKind[] OfPosts = [ProblemKind.KeyInFlight, ProblemKind.KeyReused];
    private static readonly Dictionary<string, (bool IsNumber, string Description)> InPaths = new()
    {
        ["name"] = (false, "the study's name"),
        ["number"] = (true, "the trial's number"),
        ["attempt"] = (true, "which attempt at the trial, from 1"),
        ["id"] = (false, "the key's id"),
        ["file"] = (false, "the file's name"),
    };

    private static readonly JsonSerializerOptions Written = new(TunerJson.Indented) { IndentSize = 2, NewLine = "\n" };

    /// <summary>The document as it stands in <c>docs/</c>.</summary>
    public static async Task<string> TextAsync(string studySchema)
    {
        var document = new OpenApiDocument
        {
            Info = new OpenApiInfo
            {
                Title = "Serverless Tuner",
                Version = "1",
                Description = "Tunes hyperparameters: studies, their trials and what becomes of them. Fields that are null are left out.",
            },
            Servers = [new OpenApiServer { Url = "/" }],
            Paths = [],
            Components = new OpenApiComponents
            {
                Schemas = new Dictionary<string, IOpenApiSchema>(),
                SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    [KeyScheme] = new OpenApiSecurityScheme
                    {
                        Type = SecuritySchemeType.Http,
                        Scheme = "bearer",
                        Description = "A key of the app, or the token of a local server.",
                    },
                    [HeaderScheme] = new OpenApiSecurityScheme
                    {
                        Type = SecuritySchemeType.ApiKey,
                        In = ParameterLocation.Header,
                        Name = "X-API-Key",
                        Description = "The same in a header of its own.",
                    },
                },
            },
        };
        var schemas = new ApiSchemas(document);
        foreach (var route in ApiRoute.All)
        {
            if (ApiOperations.All.FirstOrDefault(o => o.Function == route.Function) is not { } operation) continue;
            if (!document.Paths.TryGetValue(route.Path, out var item)) document.Paths.Add(route.Path, item = new OpenApiPathItem());
            ((OpenApiPathItem)item).AddOperation(
                new HttpMethod(route.HttpMethod.ToUpperInvariant()), Of(route, operation, schemas, document));
        }

        var json = JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1))!.AsObject();
        AddStudyFile(json, studySchema);
        return json.ToJsonString(Written) + "\n";
    }

    private static OpenApiOperation Of(ApiRoute route, ApiOperation operation, ApiSchemas schemas, OpenApiDocument document)
    {
        var isPost = route.HttpMethod == "post" && !operation.IsPublic;
        var result = new OpenApiOperation
        {
            OperationId = operation.Function,
            Summary = XmlDocs.Summary(route.Method),
            Parameters = [.. Parameters(route, operation, isPost)],
            Responses = [],
        };
        if (!operation.IsPublic)
            result.Security = [
                .. new[] { KeyScheme, HeaderScheme }.Select(scheme =>
                    new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] }),
            ];
        if (operation.Body is { } body)
        {
            result.RequestBody = new OpenApiRequestBody
            {
                Required = !operation.IsBodyOptional,
                Content = Content(
                    "application/json",
                    FileOf(body) is { } file ? new OpenApiSchemaReference(file, document) : schemas.Of(body),
                    JsonNode.Parse(operation.Example!)),
            };
        }

        if (operation.IsBodyAFile)
            result.RequestBody = new OpenApiRequestBody { Required = true, Content = Content(AnyFile, new OpenApiSchema(), null) };

        result.Responses.Add(Text(operation.Status), Answer(operation, schemas));
        if (operation.MayBeAccepted) result.Responses.Add("202", new OpenApiResponse { Description = "taken; there is no answer to it" });
        if (operation.IsCached) result.Responses.Add("304", new OpenApiResponse { Description = "nothing has changed since" });
        ProblemKind[] problems =
        [
            .. OfAny, .. operation.Problems, .. operation.IsPublic ? [] : OfKeys, .. isPost ? OfPosts : [],
            .. operation.IsConditional ? [ProblemKind.Changed] : Array.Empty<ProblemKind>(),
            .. operation.Body is null && !isPost && !operation.IsBodyAFile ? Array.Empty<ProblemKind>() : [ProblemKind.TooLarge],
        ];
        foreach (var status in problems.Distinct().GroupBy(p => p.Status).OrderBy(s => s.Key))
        {
            result.Responses.Add(Text(status.Key), new OpenApiResponse
            {
                Description = string.Join("; ", status.Select(p => $"{p.Type}: {p.Meaning}")),
                Content = Content("application/problem+json", schemas.Of(typeof(ProblemView)), null),
            });
        }

        return result;
    }

    private static IEnumerable<IOpenApiParameter> Parameters(ApiRoute route, ApiOperation operation, bool isPost)
    {
        foreach (Match name in InPath().Matches(route.Path))
        {
            var (isNumber, description) = InPaths[name.Groups[1].Value];
            yield return new OpenApiParameter
            {
                Name = name.Groups[1].Value,
                In = ParameterLocation.Path,
                Required = true,
                Description = description,
                Schema = isNumber
                    ? new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0" }
                    : new OpenApiSchema { Type = JsonSchemaType.String },
            };
        }

        foreach (var parameter in operation.Query)
        {
            yield return new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Schema = parameter.Range is var (min, max)
                    ? new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = Text(min), Maximum = Text(max) }
                    : new OpenApiSchema { Type = JsonSchemaType.String, Enum = parameter.Words?.Select(w => (JsonNode)w).ToList() },
            };
        }

        foreach (var (name, description) in operation.Headers) yield return Header(name, description, isRequired: true);
        if (operation.IsConditional)
            yield return Header("If-Match", "the study's `ETag`: nothing is changed when another request has changed it since");
        if (operation.IsCached) yield return Header("If-None-Match", "the `ETag` of the answer before");
        if (isPost)
            yield return Header(
                "Idempotency-Key",
                "1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once");
    }

    private static OpenApiParameter Header(string name, string description, bool isRequired = false) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = isRequired,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiResponse Answer(ApiOperation operation, ApiSchemas schemas)
    {
        var response = new OpenApiResponse { Description = "as asked" };
        if (operation.File is { } file) response.Content = Content(file, new OpenApiSchema(), null);
        if (operation.Answer is not { } type) return response;
        var schema = schemas.Of(type);
        if (operation.OtherAnswer is { } other) schema = new OpenApiSchema { AnyOf = [schema, schemas.Of(other)] };
        response.Content = Content("application/json", schema, null);
        return response;
    }

    private static Dictionary<string, OpenApiMediaType> Content(string type, IOpenApiSchema schema, JsonNode? example) =>
        new() { [type] = new OpenApiMediaType { Schema = schema, Example = example } };

    /// <summary>The study file's own schema, with its definitions beside it.</summary>
    private static void AddStudyFile(JsonObject document, string studySchema)
    {
        var text = studySchema.Replace("\"#/$defs/", $"\"#/components/schemas/{StudyFile}.", StringComparison.Ordinal)
            .Replace("\"#/properties/", $"\"#/components/schemas/{StudyFile}/properties/", StringComparison.Ordinal);
        var (file, schemas) = (JsonNode.Parse(text)!.AsObject(), document["components"]!["schemas"]!.AsObject());
        file.Remove("$schema");
        file.Remove("$defs", out var definitions);
        WithoutBooleans(file);
        WithoutBooleans(definitions!);
        schemas[StudyFile] = file;
        foreach (var (name, schema) in definitions!.AsObject().ToArray()) schemas[$"{StudyFile}.{name}"] = schema!.DeepClone();
        AddScheduleFile(schemas);
    }

    /// <summary>A schedule as people write it: with a study file in it, whose name may be left out as may what has a default.</summary>
    private static void AddScheduleFile(JsonObject schemas)
    {
        var (file, study) = (schemas[nameof(ScheduleSpec)]!.DeepClone().AsObject(), schemas[StudyFile]!.DeepClone().AsObject());
        study.Remove("required");
        study["properties"]!["name"] = new JsonObject
        {
            ["type"] = "string",
            ["description"] = "What a run's study is called, with the slot in braces, in UTC: churn-{yyyyMMdd-HHmm}.",
        };
        file["required"] = new JsonArray("cron", "study");
        file["properties"]!["study"] = study;
        schemas[ScheduleFile] = file;
    }

    /// <summary>What people write of it is shorter than what is kept.</summary>
    private static string? FileOf(Type body) =>
        body == typeof(StudySpec) ? StudyFile : body == typeof(ScheduleSpec) ? ScheduleFile : null;

    /// <summary>Many readers of OpenAPI know no <c>true</c> and <c>false</c> in place of a schema.</summary>
    private static void WithoutBooleans(JsonNode node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items.Where(i => i is JsonObject or JsonArray)) WithoutBooleans(item!);
            return;
        }

        var members = node.AsObject();
        if (members["items"] is JsonValue any && any.GetValueKind() == JsonValueKind.False) members["items"] = JsonNode.Parse("""{"not":{}}""");
        if (members["properties"] is JsonObject properties)
        {
            foreach (var (name, _) in properties.Where(p => p.Value is JsonValue).ToArray()) properties[name] = new JsonObject();
        }

        foreach (var (_, member) in members.Where(m => m.Value is JsonObject or JsonArray).ToArray()) WithoutBooleans(member!);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex InPath();
}
