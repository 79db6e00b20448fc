namespace Serverless.Tuner.Contracts;

/// <summary>The kinds of <see cref="ParameterValue"/>.</summary>
public enum ParameterValueKind
{
    /// <summary>A 64-bit integer.</summary>
    Int,

    /// <summary>A finite double.</summary>
    Float,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A boolean.</summary>
    Bool,

    /// <summary>JSON's <c>null</c>: a choice that stands for "none". A parameter that has it exists, unlike one that is absent.</summary>
    Null,
}
