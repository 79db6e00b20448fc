namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>While there are Gaussian processes of all trials: a quarter of the trials is TPE's, or more where it alone leads on.</summary>
/// <remarks>
/// Where a penalty sets in sharply (suite <c>kinked</c> of the benchmarks) TPE, and processes of the trials near the best, which also take
/// small steps of one parameter, find better points than processes of all trials.
/// </remarks>
/// <param name="hasLocal">Whether processes of the trials near the best have a quarter.</param>
internal sealed class EarlySharing(bool hasLocal) : ISharing
{
    private const int Quarter = Shares.Block / 4;

    // So many trials without a gain count beside those that were made.
    private const double Doubt = 4;

    // Of what is gained by a trial: from this share on TPE has a half, and from this on three quarters.
    private const double Half = 0.6;
    private const double ThreeQuarters = 0.85;

    public Shares Of(int start, Credit credit)
    {
        var (t, l, p) = ((int)Member.Tpe, (int)Member.Local, (int)Member.Processes);
        var ofTpe = credit.Gained[t] / (credit.Made[t] + Doubt);
        var ofProcesses = (credit.Gained[l] + credit.Gained[p]) / (credit.Made[l] + credit.Made[p] + Doubt);
        var gained = ofTpe + ofProcesses;
        var tpe = !(gained > 0) ? Quarter
            : ofTpe > ThreeQuarters * gained ? 3 * Quarter
            : ofTpe > Half * gained ? 2 * Quarter
            : Quarter;
        var local = hasLocal ? Quarter : 0;
        return Shares.Of(tpe: tpe, local: local, processes: Shares.Block - tpe - local);
    }
}
