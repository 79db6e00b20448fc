using System.ComponentModel.DataAnnotations;
using Serverless.Tuner.Core.Parts;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>The options of TPE.</summary>
/// <remarks>
/// Eight start trials as measured (Bergstra et al. 2011 take 20); 24 candidates as Bergstra et al. 2013; γ as Watanabe 2023 (arXiv
/// 2304.11127, section 3.1); the prior's weight as Bergstra et al. 2011; costs as Lee et al. 2020 (arXiv 2003.10870).
/// </remarks>
internal sealed record TpeOptions
{
    /// <summary>Trials that must have a value before the model is used; until then a scrambled Sobol sequence.</summary>
    [Range(1, 10_000)]
    public int NStartupTrials { get; init; } = 8;

    /// <summary>Points drawn from the good density, of which the best is suggested. When <c>multivariate</c>, ever more from 60 trials
    /// on, in proportion to them, up to four times as many; 1 stays 1.</summary>
    [Range(1, 10_000)]
    public int NCandidates { get; init; } = 24;

    /// <summary>The share of trials that count as good, at most 25 of them. <c>"auto"</c>: 0.2 while values scatter much, else 0.1. They do
    /// where the middle half of the newest 100 complete trials' values spans more than a quarter of what all of these span.</summary>
    [Range(0.0, 0.5, MinimumIsExclusive = true)]
    [OrWord("auto")]
    public double? Gamma { get; init; } = 0.1;

    /// <summary>The share in a study of these trials.</summary>
    internal double ShareOfGood(IReadOnlyList<EncodedTrial> trials) => Gamma ?? (Scatter.IsMuch(trials) ? 0.2 : 0.1);

    /// <summary>Parameters are modelled together: a mixture of products, and one choice
    /// among whole points (Falkner et al. 2018); false: each on its own.</summary>
    public bool Multivariate { get; init; } = true;

    /// <summary>Running trials count as bad, so that those side by side keep away from each other, and half of each counts as ended, up to
    /// as many as these, when a share of the trials is taken as good.</summary>
    public bool ConstantLiar { get; init; } = true;

    /// <summary>Cheaper points are preferred the more of the budget is spent, once costs are known, also where better points cost more:
    /// densities do not tell by how much they are better, as the processes of <c>auto</c> do. Only when <c>multivariate</c>.</summary>
    public bool CostAware { get; init; }

    /// <summary>The weight of the prior, a kernel as wide as the space, beside one observation.</summary>
    [Range(0.0, 1_000.0, MinimumIsExclusive = true)]
    public double PriorWeight { get; init; } = 1;
}
