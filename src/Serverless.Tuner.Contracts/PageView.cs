namespace Serverless.Tuner.Contracts;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null at the end.</param>
public sealed record PageView<T>(IReadOnlyList<T> Items, string? Next);
