using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.TestKit;
using Xunit;

namespace Serverless.Tuner.Client.Tests;

/// <summary>What docs/openapi.json lists, the client can do: each of its methods is called, and what it asks is compared.</summary>
public sealed class OperationTests
{
    private const string Tag = "\"tag\"";
    private static readonly string[] s_methods = ["get", "post", "put", "patch", "delete"];

    private sealed record Operation(string Id, string Method, Regex Path, IReadOnlyList<(string Name, string In)> Parameters)
    {
        public bool Is(Asked asked) => asked.Method == Method && Path.IsMatch(asked.Path);
    }

    private sealed record Asked(string Method, string Path, IReadOnlyCollection<string> Query, IReadOnlyCollection<string> Headers)
    {
        public bool Has((string Name, string In) parameter) =>
            (parameter.In == "query" ? Query : Headers).Contains(parameter.Name, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task EveryOperation_WithEveryParameter_HasAMethod()
    {
        var asked = await AskedByAllMethodsAsync();

        Assert.All(Operations(), operation =>
        {
            var own = asked.Where(operation.Is).ToArray();
            Assert.True(own.Length > 0, $"No method of the client asks for {operation.Id}.");
            foreach (var parameter in operation.Parameters.Where(parameter => parameter.In is "query" or "header"))
                Assert.True(own.Any(request => request.Has(parameter)), $"{operation.Id}: no method sends {parameter.Name}.");
        });
    }

    [Fact]
    public async Task EveryMethod_AsksForAnOperation()
    {
        var operations = Operations();

        Assert.All(await AskedByAllMethodsAsync(), asked => Assert.Contains(operations, operation => operation.Is(asked)));
    }

    private static List<Operation> Operations()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "openapi.json")));
        return [.. from path in document.RootElement.GetProperty("paths").EnumerateObject()
            from method in path.Value.EnumerateObject()
            where s_methods.Contains(method.Name)
            select new Operation(
                method.Value.GetProperty("operationId").GetString()!,
                method.Name.ToUpperInvariant(),
                new Regex($"^{Regex.Replace(path.Name, @"\{\w+\}", "[^/]+")}$"),
                method.Value.TryGetProperty("parameters", out var parameters)
                    ? [.. parameters.EnumerateArray().Select(p => (p.GetProperty("name").GetString()!, p.GetProperty("in").GetString()!))]
                    : [])];
    }

    private static async Task<IReadOnlyCollection<Asked>> AskedByAllMethodsAsync()
    {
        var asked = new ConcurrentQueue<Asked>();
        await using var server = await StubServer.AnsweringAsync(request =>
        {
            asked.Enqueue(new Asked(request.Method, request.Path.Value!, [.. request.Query.Keys], [.. request.Headers.Keys]));
            return Results.Text("not an answer of the API", "text/html");
        });
        var client = server.Client.With(ifMatch: Tag, key: "key");
        var methods = typeof(TunerClient).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal) && method.Name != nameof(TunerClient.OptimizeAsync));
        foreach (var method in methods)
        {
            var answer = method.Invoke(client, [.. method.GetParameters().Select(Argument)]);
            await Assert.ThrowsAnyAsync<TunerApiException>(() => FinishAsync(answer!));
        }

        return asked;
    }

    // Also what returns nothing is to throw, so that it is awaited until the answer is there.
    private static async Task FinishAsync(object answer)
    {
        if (answer is IAsyncEnumerable<object> items) await foreach (var _ in items) break;
        else await (Task)answer;
        throw new TunerApiException(new ProblemView { Title = "done", Status = 200 });
    }

    private static object? Argument(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return type switch
        {
            _ when parameter.Name is "tag" or "ifMatch" or "known" => Tag,
            _ when type == typeof(string) => "text",
            _ when type == typeof(Stream) => new MemoryStream(),
            _ when type == typeof(byte[]) => "{}"u8.ToArray(),
            _ when type == typeof(StudyBuilder) => new StudyBuilder("study"),
            _ when type == typeof(StudyQuery) => new StudyQuery
            {
                After = "x",
                Limit = 1,
                State = StudyState.Ended,
                Tags = new Dictionary<string, string> { ["a"] = "b" },
            },
            _ when type == typeof(TrialQuery) => new TrialQuery { After = "x", Limit = 1, State = TrialState.Failed },
            _ when typeof(IReadOnlyCollection<string>).IsAssignableTo(type) => (string[])["text"],
            _ when typeof(IReadOnlyList<ParameterSpec>).IsAssignableTo(type) => new SpaceBuilder().Int("x", 0, 1),
            _ when type == typeof(IReadOnlyList<KeyValuePair<string, string>>) => Array.Empty<KeyValuePair<string, string>>(),
            _ when typeof(IReadOnlyDictionary<string, string?>).IsAssignableTo(type) => new Dictionary<string, string?> { ["a"] = "b" },
            _ when type.IsValueType => Activator.CreateInstance(type),
            _ => RuntimeHelpers.GetUninitializedObject(type),
        };
    }
}
