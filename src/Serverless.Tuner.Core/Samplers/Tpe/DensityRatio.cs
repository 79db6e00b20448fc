namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>One question about a point, and what the trials so far answer: how dense those are around it for which the answer was good, and the others.</summary>
internal sealed class DensityRatio
{
    /// <summary>The density l of the good trials.</summary>
    public Mixture Good { get; } = new();

    /// <summary>The density g of the others.</summary>
    public Mixture Bad { get; } = new();

    /// <summary>γ: the share of the good trials.</summary>
    public double Share { get; set; }
}
