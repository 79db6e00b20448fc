using System.Runtime.InteropServices;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>What TPE's suggestions for a space are computed in. Each fills it anew, so that nothing passes from one to the next but the memory itself.</summary>
internal sealed class TpeMemory(PointEncoding encoding)
{
    private readonly List<DensityRatio> _ratios = [new DensityRatio()];

    /// <summary>The space.</summary>
    public PointEncoding Encoding => encoding;

    /// <summary>Where candidates are drawn and evaluated.</summary>
    public CandidateSearch Search { get; } = new(encoding);

    /// <summary>A density ratio; 0 is the objective's.</summary>
    public DensityRatio Ratio(int index)
    {
        while (_ratios.Count <= index) _ratios.Add(new DensityRatio());
        return _ratios[index];
    }

    /// <summary>The first <paramref name="count"/> ratios.</summary>
    public ReadOnlySpan<DensityRatio> Ratios(int count) => CollectionsMarshal.AsSpan(_ratios)[..count];
}
