namespace Serverless.Tuner.Core.Numerics;

/// <summary>The last steps of a quasi-Newton search and how the gradient
/// changed along them: an approximation of the inverse Hessian.</summary>
/// <remarks>Nocedal and Wright 2006, Numerical optimization, section 7.2, algorithm 7.4 (two-loop recursion).</remarks>
internal sealed class LbfgsMemory(int dimensions)
{
    private const int Most = 8;

    private readonly double[][] _steps = new double[Most][];
    private readonly double[][] _changes = new double[Most][];
    private readonly double[] _rhos = new double[Most];
    private readonly double[] _alphas = new double[Most];
    private int _count;
    private int _next;

    public bool IsEmpty => _count == 0;

    public void Clear() => _count = 0;

    /// <summary>Multiplies a vector by the approximation, in place; by the identity while the memory is empty.</summary>
    public void Apply(double[] vector)
    {
        for (var k = 1; k <= _count; k++)
        {
            var at = Place(k);
            _alphas[at] = _rhos[at] * DenseAlgebra.Dot(_steps[at], vector);
            DenseAlgebra.AddScaled(vector, -_alphas[at], _changes[at]);
        }

        if (_count > 0) Scale(vector, 1 / (_rhos[Place(1)] * DenseAlgebra.Dot(_changes[Place(1)], _changes[Place(1)])));
        for (var k = _count; k >= 1; k--)
        {
            var at = Place(k);
            var beta = _rhos[at] * DenseAlgebra.Dot(_changes[at], vector);
            DenseAlgebra.AddScaled(vector, _alphas[at] - beta, _steps[at]);
        }
    }

    /// <summary>Stores the step between two points, unless the curvature along it is not clearly positive.</summary>
    public void Add(double[] from, double[] to, double[] gradientFrom, double[] gradientTo)
    {
        var step = _steps[_next] ??= new double[dimensions];
        var change = _changes[_next] ??= new double[dimensions];
        for (var i = 0; i < dimensions; i++) (step[i], change[i]) = (to[i] - from[i], gradientTo[i] - gradientFrom[i]);
        var curvature = DenseAlgebra.Dot(step, change);
        if (!(curvature > 1e-10 * Math.Sqrt(DenseAlgebra.Dot(step, step) * DenseAlgebra.Dot(change, change)))) return;
        _rhos[_next] = 1 / curvature;
        _next = (_next + 1) % Most;
        _count = Math.Min(_count + 1, Most);
    }

    /// <summary>The place of the step before <paramref name="back"/> − 1 newer ones.</summary>
    private int Place(int back) => (_next - back + Most) % Most;

    private static void Scale(double[] vector, double factor)
    {
        for (var i = 0; i < vector.Length; i++) vector[i] *= factor;
    }
}
