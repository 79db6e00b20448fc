using System.Text.Json;
using Microsoft.DurableTask.Client;
using Serverless.Tuner.Functions.Access;

namespace Serverless.Tuner.Functions.Agents;

/// <summary>A tool that an agent may call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">The same for people.</param>
/// <param name="Scope">What the caller's key must allow.</param>
/// <param name="Description">What it does, for the agent.</param>
/// <param name="Schema">What it takes.</param>
/// <param name="Run">Does it.</param>
internal sealed record AgentTool(
    string Name, string Title, KeyScope Scope, string Description, ToolSchema Schema,
    Func<AgentCall, ToolArguments, CancellationToken, Task<ToolAnswer>> Run)
{
    /// <summary>Whether it ends or removes something that cannot be had back.</summary>
    public bool IsDestructive { get; init; }
}

/// <summary>Who calls a tool.</summary>
/// <param name="Caller">The caller.</param>
/// <param name="Client">The durable client.</param>
internal sealed record AgentCall(Caller Caller, DurableTaskClient Client);

/// <summary>What a tool answers.</summary>
/// <param name="Text">A short text.</param>
/// <param name="Data">The same as data, an object; null when there is none.</param>
internal sealed record ToolAnswer(string Text, object? Data = null)
{
    /// <summary>Whether what was asked for was not done.</summary>
    public bool IsError { get; init; }

    /// <summary>The data as JSON.</summary>
    public JsonElement? Json => Data is null ? null : JsonSerializer.SerializeToElement(Data, Data.GetType(), TunerJson.Options);

    /// <summary>Why what was asked for was not done.</summary>
    public static ToolAnswer Error(string why) => new(why) { IsError = true };

    /// <summary>The same, as the API says it; texts of others that it repeats are quoted.</summary>
    public static ToolAnswer Error(ProblemView problem) => new(string.Join(
        '\n',
        (problem.Errors ?? []).Select(e => $"- {QuotedText.Clean(e.Pointer)}: {QuotedText.Clean(e.Detail)}")
            .Prepend($"{problem.Title}: {QuotedText.Clean(problem.Detail)}")))
    {
        IsError = true,
    };
}
