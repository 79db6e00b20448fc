using System.Diagnostics;
using System.Text.Json;
using Serverless.Tuner.Core.Analysis;

namespace Serverless.Tuner.Core.Tests.Analysis.Importance;

/// <summary>Importances beside those that Optuna computes of the same trials: recorded, and by the one that is installed.</summary>
public sealed class OptunaTests
{
    private const string Python = "/usr/bin/python3";
    private static readonly JsonSerializerOptions s_json = new();

    [Theory]
    [InlineData("plain")]
    [InlineData("choices")]
    [InlineData("small")]
    [InlineData("wide")]
    [InlineData("conditional")]
    [InlineData("tuned")]
    [InlineData("narrow")]
    public void PedAnova_IsThatOfOptuna5(string data)
    {
        var recorded = ReferenceData.Recorded("ped-anova-optuna-5.0.0.dev.json")[data];

        var ours = Shares(data, ImportanceMethod.PedAnova);

        Assert.Equal(recorded.Count, ours.Count);
        Assert.All(recorded, parameter => Assert.Equal(parameter.Value, ours[parameter.Key], 1e-9));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("choices")]
    [InlineData("small")]
    [InlineData("wide")]
    [InlineData("tuned")]
    public void Fanova_AgreesWithOptuna31(string data) => Agrees(ReferenceData.Recorded("fanova-optuna-3.1.0.json")[data], data);

    [Fact]
    public void Fanova_RanksAllParametersAsOptuna31()
    {
        var recorded = ReferenceData.Recorded("fanova-optuna-3.1.0.json");
        var pairs = recorded.SelectMany(data =>
        {
            var ours = Shares(data.Key, ImportanceMethod.Fanova);
            return data.Value.Select(parameter => (Ours: ours[parameter.Key], Theirs: parameter.Value));
        }).ToArray();

        Assert.InRange(Correlations.Spearman([.. pairs.Select(p => p.Ours)], [.. pairs.Select(p => p.Theirs)])!.Value, 0.9, 1);
    }

    [Fact]
    public async Task Fanova_AgreesWithTheOptunaThatIsInstalled()
    {
        var (code, printed) = await RunAsync("-c", "import optuna, sklearn; print(optuna.__version__)");
        if (code != 0 || !printed.StartsWith("3.", StringComparison.Ordinal)) Assert.Skip("Debian's python3-optuna is not installed.");

        (code, printed) = await RunAsync(
            Path.Combine(ReferenceData.Folder, "optuna_importance.py"), "fanova", Path.Combine(ReferenceData.Folder, "datasets.json"));

        Assert.Equal(0, code);
        var live = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, double>>>(printed, s_json)!;
        Assert.All(live, data => Agrees(data.Value, data.Key));
    }

    /// <summary>Every share within 0.05, and what has one that can be told from nothing in the same order.</summary>
    private static void Agrees(Dictionary<string, double> theirs, string data)
    {
        var ours = Shares(data, ImportanceMethod.Fanova);
        Assert.Equal(theirs.Count, ours.Count);
        Assert.All(theirs, parameter => Assert.InRange(ours[parameter.Key] - parameter.Value, -0.05, 0.05));
        // The order of what explains nothing is chance, in both.
        var told = theirs.Keys.Where(name => theirs[name] > 0.005).ToArray();
        if (told.Length > 2)
            Assert.InRange(
                Correlations.Spearman([.. told.Select(name => ours[name])], [.. told.Select(name => theirs[name])])!.Value, 0.9, 1);
    }

    private static Dictionary<string, double> Shares(string data, ImportanceMethod method) =>
        StudyAnalysis.Importance(ReferenceData.Study(data), method).Parameters.ToDictionary(p => p.Name, p => p.Importance);

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        if (!File.Exists(Python)) return (1, "");
        using var process = Process.Start(new ProcessStartInfo(Python, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
