using System.Globalization;
using Serverless.Tuner.Bench.Samplers;
using Serverless.Tuner.Contracts;

// dotnet run -c Release --project bench/Samplers -- [peers.json] [seeds] [start trials] [candidates]
const string Peer = "optuna-5.0 tpe (default, multivariate)";
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var peers = Peers.Read(args.ElementAtOrDefault(0) ?? "bench/data/peers.json", Peer);
var seeds = int.Parse(args.ElementAtOrDefault(1) ?? "30", CultureInfo.InvariantCulture);
var ours = SamplerSpec.Of("tpe", ("nStartupTrials", ParameterValue.Of(long.Parse(args.ElementAtOrDefault(2) ?? "10", CultureInfo.InvariantCulture))), ("nCandidates", ParameterValue.Of(long.Parse(args.ElementAtOrDefault(3) ?? "24", CultureInfo.InvariantCulture))));

Console.WriteLine($"Median best value, ours / {Peer}, and how often a run of ours beats a run of theirs (ties half); {seeds} seeds of ours.");
Console.WriteLine($"| function | {string.Join(" | ", peers.Trials.Select(n => $"{n} trials"))} |");
Console.WriteLine($"| --- |{string.Concat(peers.Trials.Select(_ => " --- |"))}");
var wins = new double[peers.Trials.Length];
foreach (var problem in Problems.All)
{
    var rows = Runs.BestSoFar(problem, ours, seeds, peers.Trials);
    var theirs = peers.Best[problem.Name];
    var cells = peers.Trials.Select((_, k) =>
    {
        var win = rows.Average(r => theirs.Average(t => r[k] < t[k] ? 1 : r[k] > t[k] ? 0 : 0.5));
        wins[k] += win / Problems.All.Count;
        return $"{Median(rows.Select(r => r[k])):G4} / {Median(theirs.Select(t => t[k])):G4}, {win:P0}";
    });
    Console.WriteLine($"| {problem.Name} | {string.Join(" | ", cells)} |");
}

Console.WriteLine($"| mean | {string.Join(" | ", wins.Select(w => $"{w:P1}"))} |");
Console.WriteLine();
Console.WriteLine("Fitting and one suggestion, median milliseconds:");
Console.WriteLine("| trials | floats | ints in [1, 12] | ms |");
Console.WriteLine("| --- | --- | --- | --- |");
foreach (var n in new[] { 1_000, 5_000 })
{
    foreach (var d in new[] { 10, 40 })
    {
        Console.WriteLine($"| {n} | {d} | | {Speed.MedianMilliseconds(ours, n, Speed.Floats(d)):F2} |");
        Console.WriteLine($"| {n} | | {d} | {Speed.MedianMilliseconds(ours, n, Speed.Integers(d)):F2} |");
    }
}

Console.WriteLine($"| 1000 | 10000 | | {Speed.MedianMilliseconds(ours, 1_000, Speed.Floats(10_000), 3):F0} |");
Console.WriteLine($"| 1000 | | 10000 | {Speed.MedianMilliseconds(ours, 1_000, Speed.Integers(10_000), 3):F0} |");

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
}
