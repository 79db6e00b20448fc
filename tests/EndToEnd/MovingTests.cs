namespace Serverless.Tuner.EndToEnd;

/// <summary>A table moves in without a server, and out again in every form, as the guide shows it.</summary>
public sealed class MovingTests : IDisposable
{
    private static readonly string s_samples = Path.Combine(TestKit.Repository.Root, "samples", "moving");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tuner-moving-");

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task TableOfTheSamples_MovesIn_IsReplayed_AndGoesOutInEveryForm()
    {
        var table = Path.Combine(s_samples, "wandb.csv");
        await RefusedAsync("There is no file", "import", "csv", table, "--map", "missing.json");
        Assert.False(Directory.Exists(Data));

        var imported = await TunerAsync("import", "csv", table, "--map", Path.Combine(s_samples, "wandb.map.json"));

        Assert.Contains("Study wandb: 5 trials imported (3 complete, 1 pruned, 1 failed).", imported, StringComparison.Ordinal);
        Assert.Contains(
            ",0.31,0.01,32,adam,0.91,", await TunerAsync("study", "export", "wandb", "--format", "csv"), StringComparison.Ordinal);
        Assert.Contains("LEARNING_RATE=0.003", await TunerAsync("study", "export", "wandb", "--config", "env"), StringComparison.Ordinal);
        Assert.Contains(
            "--learning_rate=0.003 --batch_size=32 --optimizer=adam", await TunerAsync("study", "export", "wandb", "--config", "flags"),
            StringComparison.Ordinal);
        var two = await TunerAsync("study", "export", "wandb", "--config", "yaml", "--top", "2");
        Assert.Equal(2, two.Split("- trial: ").Length - 1);

        var file = Path.Combine(_folder.FullName, "wandb.json");
        await TunerAsync("study", "export", "wandb", "-o", file);
        var whole = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains("\"learning_rate\"", whole, StringComparison.Ordinal);
        await RefusedAsync("already exists", "study", "export", "wandb", "-o", file);
        Assert.Equal(whole, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        await RefusedAsync("different files", "study", "export", "wandb", "--format", "csv", "--config", "env");

        var replay = await TunerAsync("replay", "wandb", "--limit", "0.1");
        Assert.Contains("3 not started for cost", replay, StringComparison.Ordinal);
        Assert.Contains("The best trial 4 (0.27) would have been lost; the best left is 0 (0.31).", replay, StringComparison.Ordinal);
        await RefusedAsync("There is no study 'nothing'", "replay", "nothing");
    }

    private async Task<string> TunerAsync(params string[] arguments)
    {
        var (code, output) = await RunAsync(arguments);
        Assert.True(code == 0, output);
        return output;
    }

    private async Task RefusedAsync(string why, params string[] arguments)
    {
        var (code, output) = await RunAsync(arguments);
        Assert.Equal(2, code);
        Assert.Contains(why, output, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output)> RunAsync(string[] arguments)
    {
        await using var process = TunerProcess.Start([.. arguments, "--data", Data]);
        return (await process.EndAsync(TimeSpan.FromMinutes(3)), process.Output);
    }
}
