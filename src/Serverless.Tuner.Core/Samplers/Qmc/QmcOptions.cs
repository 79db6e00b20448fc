using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.Samplers.Qmc;

/// <summary>The options of quasi-random sampling.</summary>
public sealed record QmcOptions
{
    /// <summary>Which sequence; <see cref="QmcType.Sobol"/> by default.</summary>
    public QmcType QmcType { get; init; }

    /// <summary>Whether the sequence is scrambled by the study's seed; true by default. Without it every study has the same points, and the first is a corner of the space.</summary>
    public bool Scramble { get; init; } = true;

    /// <summary>Reads the options of a spec.</summary>
    internal static QmcOptions Read(ObjectReader options)
    {
        var defaults = new QmcOptions();
        return new QmcOptions
        {
            QmcType = options.Choice("qmcType", "sobol", "halton") == "halton" ? QmcType.Halton : defaults.QmcType,
            Scramble = options.Bool("scramble") ?? defaults.Scramble,
        };
    }
}
