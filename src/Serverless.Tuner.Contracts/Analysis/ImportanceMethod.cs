namespace Serverless.Tuner.Contracts;

/// <summary>How importances of parameters are computed.</summary>
public enum ImportanceMethod
{
    /// <summary>PED-ANOVA (Watanabe, Bansal and Hutter 2023): how much a parameter's values of the best tenth of the trials differ from
    /// those of all trials.</summary>
    PedAnova,

    /// <summary>fANOVA (Hutter, Hoos and Leyton-Brown 2014): how much of the variance of a random forest's prediction a parameter
    /// explains alone, and each pair of parameters together.</summary>
    Fanova,

    /// <summary>How much worse a random forest predicts trials it has not seen once a parameter's values are permuted (Breiman 2001).
    /// </summary>
    Permutation,
}
