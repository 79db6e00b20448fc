using System.Text;
using Serverless.Tuner.ChaosTests.Proxy;
using Serverless.Tuner.ChaosTests.Studies;
using Serverless.Tuner.Client;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.ChaosTests;

/// <summary>A study is changed by a host that dies at one of its writes, before the storage has heard of it or after: the next host finds
/// the change once or not at all.</summary>
public sealed class LivingStudyTests(SharedAzurite azurite, ITestOutputHelper output)
{
    private const string Wider = """{"searchSpace": {"x": {"kind": "int", "low": 0, "high": 3}}}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Change_OfAnExhaustedStudy_HostDiesAtAnyWrite_IsThereOnceOrNotAtAll(bool isWritten)
    {
        var writes = await DieAtEachWriteAsync($"widened-{isWritten}", isWritten, endIt: true, WidenAsync, async (study, next) =>
        {
            var isThere = study.Edits.Count == 1;
            Assert.Equal((isThere ? 3 : 1, isThere), (study.Spec.SearchSpace[0].High, study.State == StudyState.Running));
            await WidenAsync(next, study.Name);
            var given = await next.SuggestAsync(study.Name, new SuggestRequest { Count = 2 });
            Assert.Equal([2L, 3L], given.Trials.Select(t => t.Parameters["x"].AsInt()).Order());
            Assert.Equal([2, 3], given.Trials.Select(t => t.Number));
        });
        output.WriteLine($"chaos: a host died at each of {writes} writes of a change, {(isWritten ? "after" : "before")} it");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hide_HostDiesAtAnyWrite_IsThereOnceOrNotAtAll(bool isWritten) =>
        await DieAtEachWriteAsync($"hidden-{isWritten}", isWritten, endIt: false, HideAsync, async (study, next) =>
        {
            Assert.Equal(study.Edits.Count == 1 ? 1 : 0, study.Best!.Number);
            await HideAsync(next, study.Name);
            var best = (await next.BestTrialsAsync(study.Name)).Items.Single();
            Assert.Equal((1, 1), (best.Number, (await next.GetStudyAsync(study.Name)).Best!.Number));
        });

    private static Task WidenAsync(TunerClient client, string name) =>
        client.ExtendStudyAsync(name, ExtendRequestReader.Read(Encoding.UTF8.GetBytes(Wider)).Request!);

    private static Task HideAsync(TunerClient client, string name) => client.HideTrialAsync(name, 0);

    /// <returns>How many writes the request takes.</returns>
    private async Task<int> DieAtEachWriteAsync(
        string prefix, bool isWritten, bool endIt, Func<TunerClient, string, Task> ask, Func<Study, TunerClient, Task> goOn)
    {
        var (tables, found) = (new Tables(azurite.Process), new HashSet<int>());
        for (var k = 1; ; k++)
        {
            var (name, writes) = ($"{prefix}-{k}".ToLowerInvariant(), 0);
            await using var proxy = await FaultProxy.StartAsync(azurite.Process);
            var dying = await ChaosApp.StartAsync(proxy.ConnectionString, retryDelay: TimeSpan.FromMilliseconds(1));
            await BeginAsync(dying.Client, name, endIt);
            proxy.Plan = request =>
            {
                var at = request.IsWrite ? Interlocked.Increment(ref writes) : Volatile.Read(ref writes);
                return at < k ? Fault.None : at == k && request.IsWrite && isWritten ? Fault.CutAfter : Fault.CutBefore;
            };
            try
            {
                await ask(dying.Client, name);
            }
            catch (Exception e) when (e is HttpRequestException or TunerApiException)
            {
                // Whoever asked does not know.
            }

            await dying.AbandonAsync();
            await using var next = await ChaosApp.StartAsync(azurite.Process.ConnectionString);
            var (study, _) = await tables.ReadAsync(name);
            found.Add(study.Edits.Count);
            Assert.InRange(study.Edits.Count, 0, 1);
            await goOn(study, next.Client);
            Assert.Equal("owner", Assert.Single((await tables.ReadAsync(name)).Study.Edits).By);
            await next.Client.DeleteStudyAsync(name);
            if (writes >= k) continue;
            // With an answer lost of the only write it is there at once.
            if (!isWritten) Assert.Equal(2, found.Count);
            return k - 1;
        }
    }

    /// <summary>A study of which two trials have ended; where it is to end, with no point left to try.</summary>
    private static async Task BeginAsync(TunerClient client, string name, bool endIt)
    {
        await client.StartStudyAsync($$"""
            {"name": "{{name}}", "objective": {"kind": "external"}, "trials": 9, "deterministic": {{(endIt ? "true" : "false")}},
             "searchSpace": {"x": {"kind": "int", "low": 0, "high": 1} } }
            """);
        foreach (var trial in (await client.SuggestAsync(name, new SuggestRequest { Count = 2 })).Trials)
            await client.CompleteAsync(name, trial.Number, new CompleteRequest(trial.Lease, [trial.Number]));
        var next = await client.SuggestAsync(name);
        Assert.Equal((endIt, endIt ? 0 : 1), (next.Done, next.Trials.Count));
    }
}
