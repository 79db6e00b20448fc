namespace Serverless.Tuner.Benchmarks.Tests;

/// <summary>Cannot be made without an argument.</summary>
public sealed class NeedsSomething(int something) : ISampler
{
    public ISuggester Prepare(SamplerHistory history) => throw new NotSupportedException($"{something}");
}

/// <summary>Is public and no sampler.</summary>
public sealed class NoSampler;

/// <summary>Cannot be made.</summary>
public sealed class Breaks : ISampler
{
    public Breaks() => throw new InvalidOperationException("not today");

    public ISuggester Prepare(SamplerHistory history) => throw new NotSupportedException();
}
