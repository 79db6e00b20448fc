namespace Serverless.Tuner.Contracts;

/// <summary>The kinds of search-space parameters.</summary>
public enum ParameterKind
{
    /// <summary>A real number in [low, high], optionally logarithmic, on a logit scale or in steps from low.</summary>
    Float,

    /// <summary>An integer in [low, high], optionally logarithmic or in steps from low.</summary>
    Int,

    /// <summary>One of the choices.</summary>
    Categorical,

    /// <summary>Normally distributed with mu and sigma, optionally truncated to [low, high].</summary>
    Normal,

    /// <summary>exp of a normal with mu and sigma, optionally truncated to [low, high].</summary>
    LogNormal,

    /// <summary>One of the choices, numbers or texts, which are in an order: neighbours are alike.</summary>
    Ordinal,
}
