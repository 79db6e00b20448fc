using Serverless.Tuner.Core.Samplers.Qmc;

namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>What CMA-ES keeps for a study from one suggestion to the next.</summary>
internal sealed class CmaEsModel
{
    public CmaEsModel(SamplerHistory history, CmaEsOptions options)
    {
        Coordinates = new NumericCoordinates(history.Encoding);
        Draw = new DistributionDraw(Coordinates, history.Seed);
        Memory = new EvolutionMemory(new EvolutionRules(options, Coordinates, Draw, history.Seed));
        Start = new QmcSuggester(history.Encoding, new SobolSequence(history.Seed).Value);
    }

    /// <summary>The roles of the parameters.</summary>
    public NumericCoordinates Coordinates { get; }

    /// <summary>Draws points.</summary>
    public DistributionDraw Draw { get; }

    /// <summary>Knows the state.</summary>
    public EvolutionMemory Memory { get; }

    /// <summary>Gives the start trials.</summary>
    public QmcSuggester Start { get; }
}
