namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>How likely each choice of a categorical parameter is: it moves
/// towards the choices of the better half of a generation.</summary>
/// <remarks>As population-based incremental learning (Baluja 1994), with a least
/// probability for each choice as in CatCMA (Hamano et al. 2024, section 4.3).</remarks>
internal static class ChoiceProbabilities
{
    private const double Rate = 0.3;
    private const double LeastTotal = 0.2;

    /// <param name="before">Those before.</param>
    /// <param name="ranked">Its members, the best first.</param>
    /// <param name="good">How many of them have a value.</param>
    public static double[][] Update(double[][] before, GenerationMember[] ranked, int good)
    {
        if (before.Length == 0) return before;
        var parents = Math.Max(1, Math.Min(good, ranked.Length / 2));
        return [
            .. before.Select(
                (probabilities, k) => Update(probabilities, ranked.Take(parents).Select(m => m.Categorical[k]).OfType<int>().ToArray()))];
    }

    /// <summary>The probabilities half way back to equal ones, for a restart:
    /// elsewhere another choice may be best, but the best so far is a hint.</summary>
    public static double[][] HalfForgotten(double[][] probabilities) =>
        [.. probabilities.Select(p => p.Select(q => 0.5 * (q + (1.0 / p.Length))).ToArray())];

    private static double[] Update(double[] probabilities, int[] chosen)
    {
        if (chosen.Length == 0) return probabilities;
        var updated = probabilities.Select(q => (1 - Rate) * q).ToArray();
        foreach (var choice in chosen) updated[choice] += Rate / chosen.Length;
        // Mixed with the even distribution just as far as the rarest choice needs.
        var even = 1.0 / updated.Length;
        var least = LeastTotal * even;
        var rarest = updated.Min();
        if (rarest >= least) return updated;
        var share = (least - rarest) / (even - rarest);
        return [.. updated.Select(q => ((1 - share) * q) + (share * even))];
    }
}
