using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>The kernels for each parameter of a space. Parameters of the same kind share them: one is fitted after the other.</summary>
internal sealed class KernelColumns
{
    // From here on a kernel, never narrower than half a cell then, may be taken as a density: its values at the cells sum to 1 within 1 %.
    private const int SmoothPoints = 32;

    private readonly Dictionary<object, KernelColumn> _byKind = [];
    private readonly KernelColumn?[] _columns;
    private readonly Bandwidths _bandwidths = new();

    public KernelColumns(PointEncoding encoding) => _columns = [.. encoding.Scales.Select(s => s.IsConstant ? null : For(s))];

    /// <summary>The kernels for a parameter; null for a constant, whose factor is 1.</summary>
    public KernelColumn? this[int parameter] => _columns[parameter];

    private KernelColumn For(ParameterScale scale) => scale switch
    {
        ChoiceScale choice => Shared((nameof(ChoiceScale), choice.Count), () => new ChoiceKernels(choice.Count)),
        GridScale { Points: >= SmoothPoints } grid =>
            Shared((nameof(DensityKernels), grid.Points), () => new DensityKernels(_bandwidths, 1.0 / grid.Points)),
        GridScale grid => Shared((nameof(GridScale), grid.Points), () => new CellKernels(_bandwidths, grid, 1.0 / SmoothPoints)),
        LogIntScale cells => Shared((nameof(LogIntScale), cells.Limits), () => new CellKernels(_bandwidths, cells, 1.0 / SmoothPoints)),
        _ => Shared(nameof(DensityKernels), () => new DensityKernels(_bandwidths, 0)),
    };

    private KernelColumn Shared(object kind, Func<KernelColumn> create)
    {
        if (!_byKind.TryGetValue(kind, out var column)) _byKind.Add(kind, column = create());
        return column;
    }
}
