namespace Serverless.Tuner.Benchmarks.Functions.Real;

/// <summary>What the trainings of one setting came to, one for each seed.</summary>
/// <param name="Runs">The trainings.</param>
internal sealed record RealRow(IReadOnlyList<RealRun> Runs)
{
    /// <summary>The mean of the values of those that did not fail; infinite when all did.</summary>
    public double Mean => Runs.Select(r => r.Value).OfType<double>().DefaultIfEmpty(double.PositiveInfinity).Average();
}
