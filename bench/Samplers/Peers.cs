using System.Text.Json;

namespace Serverless.Tuner.Bench.Samplers;

/// <summary>What another tuner reached on the same functions.</summary>
/// <param name="Trials">After how many trials the best value is noted.</param>
/// <param name="Best">For each function a row for each seed: the best value after each of <paramref name="Trials"/>.</param>
internal sealed record Peers(int[] Trials, IReadOnlyDictionary<string, double[][]> Best)
{
    /// <summary>Reads the rows of <paramref name="peer"/> for single-objective functions.</summary>
    public static Peers Read(string path, string peer)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var single = document.RootElement.GetProperty("single");
        return new Peers(
            single.GetProperty("trials").Deserialize<int[]>()!,
            single.GetProperty("functions").EnumerateObject().ToDictionary(
                f => f.Name,
                f => f.Value.GetProperty("peers").GetProperty(peer).Deserialize<double[][]>()!));
    }
}
