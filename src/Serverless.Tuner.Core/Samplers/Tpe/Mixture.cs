using System.Runtime.Intrinsics;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>A density over a space: a weighted mixture of one product kernel for each of some points, and the prior.</summary>
/// <remarks>
/// <para>
/// In a conditional space a kernel is a product along the tree: whether a parameter exists follows from the coordinates drawn
/// before it, and where its own point lacked the parameter a kernel has the prior in that place. So every kernel is a proper density
/// over all branches of the space, points of one branch teach about the parameters that it shares with others, and no
/// value has to stand for "absent".
/// </para>
/// <para>Its log densities at some candidates are summed up parameter by parameter, see <see cref="CandidateSearch"/>.</para>
/// </remarks>
internal sealed class Mixture
{
    private const double LogNothing = -700;

    private readonly List<double[]> _points = [];
    private double[] _weights = new double[1];
    private double[] _shares = [];
    private double[] _logShares = [];
    private double[] _logs = [];
    private double[] _observed = [];

    /// <summary>The points, NaN where a parameter is absent.</summary>
    public IReadOnlyList<double[]> Points => _points;

    public KernelShape Shape { get; private set; }

    /// <summary>A weight ≥ 0 for each point and, last, the prior's; they need not sum to 1.</summary>
    public Span<double> Weights => _weights.AsSpan(0, _points.Count + 1);

    public void Clear(KernelShape shape)
    {
        _points.Clear();
        Shape = shape;
        _weights[0] = 1;
    }

    /// <summary>Adds a point of weight 1; the prior's weight is 1 again.</summary>
    public void Add(double[] point)
    {
        _points.Add(point);
        if (_weights.Length <= _points.Count) Array.Resize(ref _weights, 2 * (_points.Count + 1));
        _weights[_points.Count - 1] = 1;
        _weights[_points.Count] = 1;
    }

    /// <summary>Begins to draw and evaluate candidates: no parameter counts yet.</summary>
    /// <param name="candidates">How many candidates there will be.</param>
    /// <param name="parameter">The only parameter that will count, so that only points that have it do; null when all will.</param>
    public void Begin(int candidates, int? parameter = null)
    {
        var count = _points.Count + 1;
        var stride = VectorMath.Pad(count);
        if (_shares.Length < stride) (_shares, _logShares) = (new double[2 * stride], new double[2 * stride]);
        if (_logs.Length < candidates * stride) _logs = new double[candidates * stride];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            _shares[i] = parameter is { } j && i < _points.Count && double.IsNaN(_points[i][j]) ? 0 : _weights[i];
            sum += _shares[i];
        }

        _logShares.AsSpan(0, stride).Fill(double.NegativeInfinity);
        for (var i = 0; i < count; i++)
        {
            _shares[i] /= sum;
            _logShares[i] = PortableMath.Log(_shares[i]);
        }

        for (var c = 0; c < candidates; c++) _logShares.AsSpan(0, stride).CopyTo(_logs.AsSpan(c * stride));
    }

    /// <summary>Draws a kernel by its weight, to draw a candidate from.</summary>
    public int DrawKernel(TrialRandom random)
    {
        var rest = random.NextDouble();
        var kernel = 0;
        while (kernel < _points.Count && (rest -= _shares[kernel]) >= 0) kernel++;
        return kernel;
    }

    public void Fit(KernelColumn column, int parameter)
    {
        if (_observed.Length < _points.Count) _observed = new double[2 * _points.Count];
        for (var i = 0; i < _points.Count; i++) _observed[i] = _points[i][parameter];
        column.Fit(_observed.AsSpan(0, _points.Count), Shape);
    }

    /// <summary>Lets the parameter count to which <paramref name="column"/> was just fitted.</summary>
    public void Include(KernelColumn column, ReadOnlySpan<double> coordinates) =>
        column.AddLogDensities(coordinates, _logs, VectorMath.Pad(_points.Count + 1));

    /// <summary>The logarithm of the density at each candidate, over the parameters that count.</summary>
    public void LogDensities(Span<double> result)
    {
        var stride = VectorMath.Pad(_points.Count + 1);
        for (var c = 0; c < result.Length; c++) result[c] = LogSumExp(_logs.AsSpan(c * stride, stride));
    }

    private static double LogSumExp(ReadOnlySpan<double> logs)
    {
        var most = Vector256.Create(double.NegativeInfinity);
        for (var i = 0; i < logs.Length; i += Vector256<double>.Count) most = Vector256.Max(most, Vector256.Create(logs[i..]));
        var peak = Math.Max(Math.Max(most[0], most[1]), Math.Max(most[2], most[3]));
        if (double.IsNegativeInfinity(peak)) return peak;

        var sums = Vector256<double>.Zero;
        var shift = Vector256.Create(peak);
        for (var i = 0; i < logs.Length; i += Vector256<double>.Count)
            sums += VectorMath.Exp(Vector256.Max(Vector256.Create(logs[i..]) - shift, Vector256.Create(LogNothing)));
        return peak + PortableMath.Log(VectorMath.Sum(sums));
    }
}
