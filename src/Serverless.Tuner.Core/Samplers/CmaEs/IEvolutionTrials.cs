namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>The trials that an evolution learns from, in the order of their turns.</summary>
internal interface IEvolutionTrials
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>How many from the first on never change again.</summary>
    int SettledCount { get; }

    /// <summary>One of them.</summary>
    EncodedTrial this[int index] { get; }

    /// <summary>The turn of a trial of the study: generations are counted by turns, one after the other.</summary>
    int TurnOf(int number);
}
