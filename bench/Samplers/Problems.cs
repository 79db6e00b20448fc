using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Bench.Samplers;

/// <summary>The functions of <c>bench/data/peers.json</c>.</summary>
internal static class Problems
{
    private static readonly double[] SphereCentre = [1.7, -2.3, 3.1, -0.9, 2.2];

    private static readonly double[] HartmannAlpha = [1.0, 1.2, 3.0, 3.2];

    private static readonly double[][] HartmannA =
    [
        [10, 3, 17, 3.5, 1.7, 8],
        [0.05, 10, 17, 0.1, 8, 14],
        [3, 3.5, 1.7, 10, 17, 8],
        [17, 8, 0.05, 10, 0.1, 14],
    ];

    private static readonly double[][] HartmannP =
    [
        [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
        [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
        [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650],
        [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
    ];

    public static IReadOnlyList<Problem> All { get; } =
    [
        Floats("SphereShift5", 5, -5, 5, x => x.Select((v, i) => Square(v - SphereCentre[i])).Sum()),
        Floats("Rosenbrock4", 4, -2, 2, x => Enumerable.Range(0, 3).Sum(i => (100 * Square(x[i + 1] - Square(x[i]))) + Square(1 - x[i]))),
        Branin(),
        Floats("Hartmann6", 6, 0, 1, Hartmann),
        Floats("AckleyShift10", 10, -32.768, 32.768, x => Ackley([.. x.Select((v, i) => v - (8 * Math.Sin(2.1 * (i + 1))))])),
        Floats("RastriginShift5", 5, -5.12, 5.12, x => Rastrigin([.. x.Select((v, i) => v - (2 * Math.Sin(1.7 * (i + 1))))])),
        Mixed(),
    ];

    private static Problem Floats(string name, int dimensions, double low, double high, Func<double[], double> value)
    {
        var names = Enumerable.Range(0, dimensions).Select(i => $"x{i}").ToArray();
        return new Problem(
            name,
            [.. names.Select(n => new ParameterSpec { Name = n, Kind = ParameterKind.Float, Low = low, High = high })],
            p => value([.. names.Select(n => p[n].AsDouble())]));
    }

    private static Problem Branin() => new(
        "Branin",
        [
            new ParameterSpec { Name = "x0", Kind = ParameterKind.Float, Low = -5, High = 10 },
            new ParameterSpec { Name = "x1", Kind = ParameterKind.Float, Low = 0, High = 15 },
        ],
        p =>
        {
            var (x, y) = (p["x0"].AsDouble(), p["x1"].AsDouble());
            return Square(y - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x)) + 10;
        });

    private static Problem Mixed() => new(
        "Mixed4",
        [
            new ParameterSpec { Name = "lr", Kind = ParameterKind.Float, Low = 1e-5, High = 1e-1, Log = true },
            new ParameterSpec { Name = "layers", Kind = ParameterKind.Int, Low = 1, High = 5 },
            new ParameterSpec
            {
                Name = "optimizer",
                Kind = ParameterKind.Categorical,
                Choices = [ParameterValue.Of("sgd"), ParameterValue.Of("momentum"), ParameterValue.Of("adam"), ParameterValue.Of("rmsprop")],
            },
            new ParameterSpec { Name = "dropout", Kind = ParameterKind.Float, Low = 0, High = 0.6 },
        ],
        p =>
        {
            var (offset, centre, width) = p["optimizer"].ToString() switch
            {
                "sgd" => (0.10, -1.5, 0.5),
                "momentum" => (0.04, -2.0, 0.6),
                "adam" => (0.00, -3.0, 0.8),
                _ => (0.02, -3.5, 0.6),
            };
            var layers = p["layers"].AsInt();
            var u = Math.Log10(p["lr"].AsDouble());
            var best = centre - (0.15 * (layers - 3));
            var dropout = 0.05 + (0.08 * (layers - 1));
            return 0.05 + offset + (0.25 * (1 - Math.Exp(-Square((u - best) / width) / 2)))
                + (0.015 * Square(layers - 4)) + (0.8 * Square(p["dropout"].AsDouble() - dropout));
        });

    private static double Hartmann(double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < 4; i++)
            sum -= HartmannAlpha[i] * Math.Exp(-x.Select((v, j) => HartmannA[i][j] * Square(v - HartmannP[i][j])).Sum());
        return sum;
    }

    private static double Ackley(double[] y) =>
        (-20 * Math.Exp(-0.2 * Math.Sqrt(y.Average(Square)))) - Math.Exp(y.Average(v => Math.Cos(2 * Math.PI * v))) + 20 + Math.E;

    private static double Rastrigin(double[] y) => (10 * y.Length) + y.Sum(v => Square(v) - (10 * Math.Cos(2 * Math.PI * v)));

    private static double Square(double x) => x * x;
}
