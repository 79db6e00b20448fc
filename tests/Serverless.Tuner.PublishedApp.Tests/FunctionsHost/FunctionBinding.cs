namespace Serverless.Tuner.PublishedApp.Tests.FunctionsHost;

/// <summary>A parameter of a function that the host fills, or a result that it takes.</summary>
internal sealed record FunctionBinding(
    string Name, string Type, string Direction, string? Route = null, IReadOnlyList<string>? Methods = null, string? AuthLevel = null,
    string? Schedule = null);
