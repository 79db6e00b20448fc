namespace Serverless.Tuner.Contracts;

/// <summary>How points are suggested.</summary>
public sealed record SamplerSpec : PartSpec
{
    /// <summary>The sampler of a study that names none.</summary>
    public const string DefaultType = "auto";

    /// <summary>The default sampler.</summary>
    public SamplerSpec() => Type = DefaultType;

    /// <summary>A sampler with options.</summary>
    public static SamplerSpec Of(string type, params (string Name, ParameterValue Value)[] options) => new()
    {
        Type = type,
        Options = Collect(options),
    };
}
