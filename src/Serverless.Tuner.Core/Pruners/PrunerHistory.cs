namespace Serverless.Tuner.Core.Pruners;

/// <summary>What is known of the intermediate values of a study's trials.</summary>
public sealed class PrunerHistory
{
    private readonly SortedDictionary<int, TrialCurve> _curves = [];

    /// <summary>The trials that have reported, by ascending number.</summary>
    public IReadOnlyCollection<TrialCurve> Trials => _curves.Values;

    /// <summary>The trial's curve; null when it has reported nothing.</summary>
    public TrialCurve? Find(int number) => _curves.GetValueOrDefault(number);

    /// <summary>Takes a curve in place of what was known of that trial.</summary>
    public void Set(TrialCurve curve) => _curves[curve.Number] = curve;
}
