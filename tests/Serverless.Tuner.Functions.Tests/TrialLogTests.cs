using System.Text;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>What a trial's program wrote is kept, however the trial ended.</summary>
public sealed class TrialLogTests(TunerApps apps) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tuner-log-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Log_CompleteTrial_HasBothStreamsAndIsDeletedWithTheStudy()
    {
        var (app, name) = (apps.App, "log");
        await StartAsync(
            name, """echo loading; echo 'a warning' >&2; printf '\033[31mred \303\251 \360\237\230\200\n'; echo '{"step": 1, "value": 2}'; echo '{"value": 3}'""");
        Assert.Equal(1, (await app.EndAsync(name)).Counts.Complete);

        var log = await app.Client.GetTrialLogAsync(name, 0);

        Assert.Equal((0, 1, false), (log.Number, log.Attempt, log.IsCut));
        var lines = log.Text.Split('\n');
        Assert.Contains("a warning", lines);
        Assert.Equal(
            ["loading", "\u001b[31mred é 😀", "{\"step\": 1, \"value\": 2}", "{\"value\": 3}", ""], lines.Where(l => l != "a warning"));

        await app.Client.DeleteStudyAsync(name);
        await foreach (var row in app.Tables.GetTableClient("tunerstudies").QueryAsync<Azure.Data.Tables.TableEntity>(
            r => r.PartitionKey == name)) Assert.Fail(row.RowKey);
    }

    [Fact]
    public async Task Log_TrialThatWroteMuch_IsItsEnd()
    {
        var (app, name) = (apps.App, "log-much");
        await StartAsync(name, """seq 1 100000; echo '{"value": 3}'""");
        Assert.Equal(1, (await app.EndAsync(name)).Counts.Complete);

        var log = await app.Client.GetTrialLogAsync(name, 0);

        Assert.True(log.IsCut);
        Assert.InRange(Encoding.UTF8.GetByteCount(log.Text), 65_000, 65_536);
        Assert.EndsWith("\n99999\n100000\n{\"value\": 3}\n", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_SeveralAttempts_IsTheLastOnes()
    {
        var (app, name) = (apps.App, "log-failed");
        await StartAsync(name, """echo attempt; echo 'it broke' >&2; exit 3""", ""","maxAttempts":2,"retryDelaySeconds":0.1""");
        Assert.Equal(1, (await app.EndAsync(name)).Counts.Failed);

        var log = await app.Client.GetTrialLogAsync(name, 0);

        Assert.Equal(2, log.Attempt);
        Assert.Equal(["attempt", "it broke"], log.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    public async Task Log_TrialThatRuns_IsThereAfterAHeartbeat()
    {
        var (app, name) = (apps.App, "log-running");
        await StartAsync(name, "echo begun; exec sleep 600", ""","gracePeriodSeconds":0.1""");
        TrialLogView? log = null;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (log is null)
        {
            try
            {
                log = await app.Client.GetTrialLogAsync(name, 0, limit.Token);
            }
            catch (TunerApiException e) when (e.Status == 404)
            {
                await Task.Delay(100, limit.Token);
            }
        }

        Assert.Equal((TrialState.Running, "begun\n"), ((await app.Client.GetTrialAsync(name, 0)).State, log.Text));
        await app.Client.CancelTrialAsync(name, 0);
        await app.EndAsync(name);
        Assert.Equal("begun\n", (await app.Client.GetTrialLogAsync(name, 0)).Text);
    }

    [Fact]
    public async Task Log_ThereIsNone_Answers404ThatSaysSo()
    {
        var (app, name) = (apps.App, "log-none");
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"number","trials":1}""");
        await app.EndAsync(name);

        var none = await Assert.ThrowsAsync<TunerApiException>(() => app.Client.GetTrialLogAsync(name, 0));

        Assert.Equal((404, $"Trial 0 of study '{name}' wrote nothing."), (none.Status, none.Message));
        Assert.Equal(404, (await Assert.ThrowsAsync<TunerApiException>(() => app.Client.GetTrialLogAsync(name, 1))).Status);
    }

    private Task StartAsync(string name, string script, string more = "") => apps.App.Client.StartStudyAsync(
        $$"""
        {"name":"{{name}}","objective":{"command":["sh","-c",{{System.Text.Json.JsonSerializer.Serialize(Braces(script))}}],"workingDirectory":"{{_folder.FullName}}"},
         "searchSpace":{"x":[0,1]},"trials":1{{more}} }
        """);

    private static string Braces(string script) =>
        script.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
