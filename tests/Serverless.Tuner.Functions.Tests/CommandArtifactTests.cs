using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>What a trial's program writes into <c>TUNER_ARTIFACTS</c> is kept with the trial.</summary>
public sealed class CommandArtifactTests(TunerApps apps) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tuner-artifacts-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Complete_KeepsWhatItWrote_AndNothingElse()
    {
        var name = "c-whole";
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "secret"), "of the host");
        await StartAsync(
            apps.App, name,
            $$"""cd "$TUNER_ARTIFACTS"; printf model > model.bin; printf no > 'a b'; mkdir sub; printf no > sub/x; mkfifo pipe; ln -s {{_folder.FullName}}/secret link; ln -s . loop; printf hidden > .hidden; printf no > blocked; chmod 0 model.bin; chmod 600 model.bin; echo "$TUNER_ARTIFACTS" > {{_folder.FullName}}/where; echo '{"value": 3}'""");
        Assert.Equal(1, (await apps.App.EndAsync(name)).Counts.Complete);

        var listed = (await apps.App.Client.ListArtifactsAsync(name, 0)).Items;

        Assert.Equal([("blocked", 2L), ("model.bin", 5L)], listed.Select(a => (a.File, a.Bytes)));
        Assert.Equal([3.0], listed[1].Values!);
        Assert.Equal("model", await GetAsync(name, 0, "model.bin"));
        var log = (await apps.App.Client.GetTrialLogAsync(name, 0)).Text;
        foreach (var other in new[] { "a b", "sub", "pipe", "link", "loop", ".hidden" })
            Assert.Contains($"'{other}' in TUNER_ARTIFACTS is not kept: ", log, StringComparison.Ordinal);
        Assert.False(Directory.Exists((await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "where"))).Trim()));
    }

    [Fact]
    public async Task Cancelled_KeepsWhatItWrote()
    {
        var name = "c-pruned";
        await StartAsync(
            apps.App, name, $"""printf half > "$TUNER_ARTIFACTS/model.bin"; touch {_folder.FullName}/begun; exec sleep 600""",
            ""","gracePeriodSeconds":5""");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!File.Exists(Path.Combine(_folder.FullName, "begun"))) await Task.Delay(20, limit.Token);

        await apps.App.Client.CancelTrialAsync(name, 0);
        await apps.App.EndAsync(name);

        Assert.Equal(TrialState.Pruned, (await apps.App.Client.GetTrialAsync(name, 0)).State);
        Assert.Equal("half", await GetAsync(name, 0, "model.bin"));
    }

    [Fact]
    public async Task Failed_KeepsNothing()
    {
        var name = "c-failed";
        await StartAsync(apps.App, name, """printf half > "$TUNER_ARTIFACTS/model.bin"; exit 3""", ""","maxAttempts":1""");
        Assert.Equal(1, (await apps.App.EndAsync(name)).Counts.Failed);

        Assert.Empty((await apps.App.Client.ListArtifactsAsync(name, 0)).Items);
    }

    /// <summary>What is too much is told in the log; the trial counts all the same.</summary>
    [Fact]
    public async Task Complete_WroteTooMuch_KeepsWhatMayBeAndSaysSo()
    {
        var name = "c-limits";
        await using var azurite = await TestKit.AzuriteProcess.StartAsync(hasBlobs: true);
        await using var app = await TunerApp.StartAsync(
            azurite.ConnectionString, configure: services => services.AddSingleton(new ArtifactLimits { FileBytes = 3, Files = 2 }));
        await StartAsync(
            app, name, """cd "$TUNER_ARTIFACTS"; printf 1234 > a; printf 1 > b; printf 1 > c; printf 1 > d; echo '{"value": 3}'""");
        Assert.Equal(1, (await app.EndAsync(name)).Counts.Complete);

        Assert.Equal(["b", "c"], (await app.Client.ListArtifactsAsync(name, 0)).Items.Select(a => a.File));
        var log = (await app.Client.GetTrialLogAsync(name, 0)).Text;
        Assert.Contains("'a' in TUNER_ARTIFACTS is not kept: the file is larger than 3 bytes", log, StringComparison.Ordinal);
        Assert.Contains("'d' in TUNER_ARTIFACTS is not kept: the trial keeps 2 files", log, StringComparison.Ordinal);
    }

    /// <summary>Azurite's own saves come every five seconds, and when it is ended.</summary>
    [Fact]
    public async Task Complete_AzuriteIsStartedAgain_KeepsItStill()
    {
        var name = "c-restart";
        await using var azurite = await TestKit.AzuriteProcess.StartAsync(inMemoryPersistence: false, hasBlobs: true);
        await using (var app = await TunerApp.StartAsync(azurite.ConnectionString))
        {
            await StartAsync(app, name, """printf model > "$TUNER_ARTIFACTS/model.bin"; echo '{"value": 3}'""");
            await app.EndAsync(name);
        }

        await azurite.RestartAsync();

        await using var again = await TunerApp.StartAsync(azurite.ConnectionString);
        var content = new MemoryStream();
        await again.Client.GetArtifactAsync(name, 0, "model.bin", content);
        Assert.Equal("model"u8.ToArray(), content.ToArray());
    }

    private async Task<string> GetAsync(string name, int number, string file)
    {
        var content = new MemoryStream();
        await apps.App.Client.GetArtifactAsync(name, number, file, content);
        return Encoding.UTF8.GetString(content.ToArray());
    }

    private Task StartAsync(TunerApp app, string name, string script, string more = "") => app.Client.StartStudyAsync(
        $$"""
        {"name":"{{name}}","objective":{"command":["sh","-c",{{JsonSerializer.Serialize(Braces(script))}}],"workingDirectory":"{{_folder.FullName}}"},
         "searchSpace":{"x":[0,1]},"trials":1{{more}} }
        """);

    private static string Braces(string script) =>
        script.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
