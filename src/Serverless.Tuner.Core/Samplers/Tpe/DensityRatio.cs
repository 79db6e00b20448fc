namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>The densities of the trials that are good in one respect (the objective, or a constraint), and of the others.</summary>
internal sealed class DensityRatio
{
    /// <summary>The density l of the good trials.</summary>
    public Mixture Good { get; } = new();

    /// <summary>The density g of the others.</summary>
    public Mixture Bad { get; } = new();

    /// <summary>γ: the share of the good trials.</summary>
    public double Share { get; set; }
}
