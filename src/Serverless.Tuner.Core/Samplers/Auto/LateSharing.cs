namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>After the Gaussian processes of all trials: each member has the more turns the more of its trials have improved on what was
/// known a while ago.</summary>
/// <remarks>
/// CMA-ES improves nothing before it has converged a good way, and so has most turns whatever others do.
/// </remarks>
/// <param name="lastLocal">From this trial on there are no processes of the trials near the best either.</param>
/// <param name="hasModels">Whether CMA-ES has models: no number is discrete.</param>
internal sealed class LateSharing(int lastLocal, bool hasModels) : ISharing
{
    // So many trials without an improvement count beside those that were made.
    private const double Doubt = 4;

    // What each has while none improves anything, and what it has at least.
    private static readonly (Shares Usual, Shares Least) s_withLocal = (Shares.Of(tpe: 1, evolution: 5, local: 2), Shares.Of(1, 3, 1));

    // Where CMA-ES has models, which it has not of discrete numbers, the others find little that it does not.
    private static readonly (Shares Usual, Shares Least) s_withModels = (Shares.Of(evolution: 7, local: 1), Shares.Of(0, 6, 1));
    private static readonly (Shares Usual, Shares Least) s_afterwards = (Shares.Of(tpe: 1, evolution: 7), Shares.Of(0, 6));

    public Shares Of(int start, Credit credit)
    {
        var (usual, least) = start >= lastLocal ? s_afterwards : hasModels ? s_withModels : s_withLocal;
        var rates = credit.Improved.Select((count, m) => usual.Turns[m] == 0 ? 0 : count / (credit.Made[m] + Doubt)).ToArray();
        var sum = rates.Sum();
        if (!(sum > 0)) return usual;
        var free = Shares.Block - least.Turns.Sum();
        var due = rates.Select(r => free * r / sum).ToArray();
        var turns = least.Turns.Select((count, m) => count + (int)due[m]).ToArray();
        // What is left goes to those to whom the most of a turn is due.
        foreach (var m in Enumerable.Range(0, due.Length).OrderByDescending(m => due[m] - (int)due[m]).ThenBy(m => m))
            if (turns.Sum() < Shares.Block) turns[m]++;
        return new Shares(turns);
    }
}
