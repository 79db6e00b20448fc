using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.PublishedApp.Tests;

/// <summary>The functions as the app's code has them.</summary>
internal static class FunctionAttributes
{
    /// <summary>The names of all functions, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. typeof(EvaluateTrial).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Select(method => method.GetCustomAttribute<FunctionAttribute>()?.Name)
        .OfType<string>()
        .Order(StringComparer.Ordinal)];
}
