namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>A trial that survived.</summary>
/// <param name="Trial">The trial; it has losses.</param>
/// <param name="Rank">Its front among the trials it was chosen from; less is better.</param>
/// <param name="Spread">How far it is from the others of its front; more is better.</param>
internal sealed record Parent(EncodedTrial Trial, int Rank, double Spread)
{
    /// <summary>Whether it wins a tournament: by rank, then by spread (Deb et al. 2002, crowded comparison).</summary>
    public bool IsBetterThan(Parent other) => Rank != other.Rank ? Rank < other.Rank : Spread > other.Spread;
}
