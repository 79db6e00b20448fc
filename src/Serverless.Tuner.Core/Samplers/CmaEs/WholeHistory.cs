namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>All trials of a study: a trial's turn is its number.</summary>
internal sealed class WholeHistory(SamplerHistory history) : IEvolutionTrials
{
    public int Count => history.Encoded.Count;

    public int SettledCount => history.EndedCount;

    public EncodedTrial this[int index] => history.Encoded[index];

    public int TurnOf(int number) => number;
}
