using Serverless.Tuner.Core.Numerics;

namespace Serverless.Tuner.Core.Tests.Numerics;

public class BoxMinimizerTests
{
    [Fact]
    public void Minimize_Rosenbrock_FindsTheMinimum()
    {
        var x = new[] { -1.2, 1.0 };
        var value = BoxMinimizer.Minimize(new Rosenbrock(), x, [-5, -5], [5, 5], 500, 1e-14, 0.1);
        Assert.InRange(value, 0, 1e-10);
        Assert.Equal(1, x[0], 1e-4);
        Assert.Equal(1, x[1], 1e-4);
    }

    [Fact]
    public void Minimize_MinimumOutsideTheBox_StopsAtTheBound()
    {
        var x = new[] { 0.0, 0.0 };
        BoxMinimizer.Minimize(new Rosenbrock(), x, [-1, -1], [0.5, 2], 200, 1e-12, 0.1);
        Assert.Equal(0.5, x[0]);
        Assert.Equal(0.25, x[1], 1e-5);
    }

    [Fact]
    public void Minimize_FewEvaluations_KeepsToThem()
    {
        var function = new Rosenbrock();
        BoxMinimizer.Minimize(function, [-1.2, 1.0], [-5, -5], [5, 5], 7, 0, 0.1);
        Assert.InRange(function.Evaluations, 1, 7);
    }

    private sealed class Rosenbrock : ISmoothFunction
    {
        public int Evaluations { get; private set; }

        public double Evaluate(ReadOnlySpan<double> x, Span<double> gradient)
        {
            Evaluations++;
            var (a, b) = (1 - x[0], x[1] - (x[0] * x[0]));
            gradient[0] = (-2 * a) - (400 * x[0] * b);
            gradient[1] = 200 * b;
            return (a * a) + (100 * b * b);
        }
    }
}
