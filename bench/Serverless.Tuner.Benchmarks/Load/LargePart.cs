namespace Serverless.Tuner.Benchmarks.Load;

/// <summary>A stretch of a large study.</summary>
/// <param name="Trials">How many trials had ended after it.</param>
/// <param name="PerSecond">Trials in a second.</param>
/// <param name="RequestsPerTrial">Requests to tables for a trial.</param>
/// <param name="SuggestP50Ms">The median time of a suggestion, in milliseconds.</param>
/// <param name="SuggestP99Ms">What 99 % of them stay within.</param>
/// <param name="AdvanceP50Ms">The median time of an advance, in milliseconds.</param>
/// <param name="AdvanceP99Ms">What 99 % of them stay within.</param>
/// <param name="ProcessorMs">Processor time of this process for a trial, in milliseconds; Azurite's is not in it.</param>
/// <param name="HeapMb">What its objects take after a collection, in megabytes.</param>
/// <param name="MemoryMb">The memory of the process, in megabytes.</param>
internal sealed record LargePart(
    int Trials, double PerSecond, double RequestsPerTrial, double SuggestP50Ms, double SuggestP99Ms, double AdvanceP50Ms,
    double AdvanceP99Ms, double ProcessorMs, double HeapMb, double MemoryMb);
