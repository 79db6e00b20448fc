#:property PublishAot=false
// One trial: reads its parameters, trains, prints what came of it. Put your own training in the place of this one.
using System.Globalization;
using System.Text.Json;

// {"learningRate": 0.01, "momentum": 0.9, "batch": 5}
var p = JsonDocument.Parse(Console.ReadLine()!).RootElement;
var (rate, momentum, batch) =
    (p.GetProperty("learningRate").GetDouble(), p.GetProperty("momentum").GetDouble(), p.GetProperty("batch").GetInt32());

// A line is fitted to five points by gradient descent.
(double X, double Y)[] points = [(1, 3.2), (2, 5.1), (3, 7.3), (4, 9.0), (5, 11.2)];
double slope = 0, intercept = 0, slopeSpeed = 0, interceptSpeed = 0;
double Loss() => Math.Min(1e9, points.Average(point => Math.Pow(slope * point.X + intercept - point.Y, 2)));

for (var step = 1; step <= 30; step++)
{
    foreach (var some in points.Chunk(batch))
    {
        var errors = some.Select(point => (point.X, Error: slope * point.X + intercept - point.Y)).ToArray();
        slopeSpeed = momentum * slopeSpeed - rate * errors.Average(e => 2 * e.Error * e.X);
        interceptSpeed = momentum * interceptSpeed - rate * errors.Average(e => 2 * e.Error);
        slope += slopeSpeed;
        intercept += interceptSpeed;
    }

    Print($"{{\"step\": {step}, \"value\": {Loss():R}}}"); // optional: so far; a pruner judges by it
}

Print($"{{\"value\": {Loss():R}}}"); // the outcome: the last line, without a step

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
