namespace Serverless.Tuner.Core.Parts;

/// <summary>A sampler or pruner that a study can name.</summary>
/// <typeparam name="TPart">What it is: <c>ISampler</c> or <c>IPruner</c>.</typeparam>
/// <param name="Name">Its name in a study file.</param>
/// <param name="Type">Its class.</param>
/// <param name="Options">The class of its options; null when it has none.</param>
internal sealed record Registration<TPart>(string Name, Type Type, Type? Options);
