namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>Two samplers that take turns.</summary>
/// <param name="Block">In how many turns they share.</param>
/// <param name="Levels">How many of these the second may have; ascending.</param>
/// <param name="Usual">The level at which it begins, and to which it returns while neither improves anything.</param>
internal sealed record Members(int Block, int[] Levels, int Usual)
{
    /// <summary>TPE, and CMA-ES, which may not have less than a half: it improves nothing before it has converged a good way.</summary>
    public static Members Late { get; } = new(8, [4, 5, 6, 7], 3);

    /// <summary>Whether a turn of a block is the second's: its turns are spread evenly.</summary>
    /// <param name="place">The place in the block, from 0.</param>
    /// <param name="turns">How many turns the second has in it.</param>
    public bool IsSecond(int place, int turns) => (((place + 1) * turns) / Block) > ((place * turns) / Block);

    /// <summary>How many turns the second has in the first places of a block.</summary>
    public int SecondBefore(int place, int turns) => place * turns / Block;
}
