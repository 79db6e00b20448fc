namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>Requests that come with a key: each begins once, whichever process it comes to and whichever ends in between.</summary>
public sealed class RequestRecordTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    private static readonly RequestAnswer s_answer = new(202, "application/json", "/there", new string('x', 100_000));

    private readonly string _id = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Begin_ManyAtOnce_BeginsOne_AndTheOthersGetItsAnswer()
    {
        TunerProcess[] processes = [NewProcess(TimeProvider.System), NewProcess(TimeProvider.System)];
        var records = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => BeginAsync(processes[i % 2])));

        var begun = Assert.Single(records, r => r.State == RequestState.Begun);
        Assert.Equal(19, records.Count(r => r.State == RequestState.InFlight));
        await processes[0].Requests.EndAsync(begun, "f", s_answer, CancellationToken.None);
        var after = await BeginAsync(processes[1]);
        Assert.Equal((RequestState.Answered, s_answer), (after.State, after.Answer));
        Assert.Equal(RequestState.Other, (await BeginAsync(processes[1], "g")).State);
    }

    [Fact]
    public async Task Begin_OneWhoseProcessHasEnded_BeginsAgainAtOnceHere_AndElsewhereAfterAWhile()
    {
        await BeginAsync(NewProcess(directory: "data"));

        Assert.Equal(RequestState.InFlight, (await BeginAsync(NewProcess())).State);
        Assert.Equal(RequestState.Begun, (await BeginAsync(NewProcess(directory: "data"))).State);
        Clock.Advance(RequestRecords.LossAfter + TimeSpan.FromSeconds(1));
        Assert.Equal(RequestState.Begun, (await BeginAsync(NewProcess())).State);
    }

    [Fact]
    public async Task End_OfOneThatAnotherHasTakenOver_KeepsTheOthersAnswer()
    {
        var (slow, next) = (NewProcess(), NewProcess());
        var first = await BeginAsync(slow);
        Clock.Advance(RequestRecords.LossAfter + TimeSpan.FromSeconds(1));
        var second = await BeginAsync(next);
        await next.Requests.EndAsync(second, "f", s_answer, CancellationToken.None);
        await slow.Requests.EndAsync(first, "f", s_answer with { Status = 200 }, CancellationToken.None);
        await slow.Requests.ForgetAsync(first, CancellationToken.None);

        Assert.Equal(s_answer, (await BeginAsync(slow)).Answer);
    }

    [Fact]
    public async Task Forget_OneThatCameToNothing_LetsItComeAgain()
    {
        var process = NewProcess();
        await process.Requests.ForgetAsync(await BeginAsync(process), CancellationToken.None);

        Assert.Equal(RequestState.Begun, (await BeginAsync(process, "other")).State);
    }

    [Fact]
    public async Task Sweep_AfterADay_RemovesWhatIsOld()
    {
        var process = NewProcess();
        await process.Requests.EndAsync(await BeginAsync(process), "f", s_answer, CancellationToken.None);
        Clock.Advance(RequestRecords.KeptFor - TimeSpan.FromMinutes(1));
        await process.Requests.SweepAsync(CancellationToken.None);
        Assert.Equal(RequestState.Answered, (await BeginAsync(process)).State);
        Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.True(await process.Requests.SweepAsync(CancellationToken.None) >= 1);
        Assert.Equal(RequestState.Begun, (await BeginAsync(process, "other")).State);
    }

    [Fact]
    public async Task Enqueue_AgainAfterACrashBeforeTheAnswerWasKept_CountsOnce()
    {
        var process = NewProcess();
        await CreateAsync(process, Specs.Small(Name));
        var (request, ask) = (new EnqueueRequest { Points = [new Dictionary<string, ParameterValue>()] }, new StudyAsk(Key: _id));
        await process.Store.EnqueueAsync(Name, request, CancellationToken.None, ask);

        // What it was asked on no longer holds, since it holds already.
        var change = await NewProcess().Store.EnqueueAsync(Name, request, CancellationToken.None, ask with { Condition = _ => false });

        Assert.Single(change.Study!.Queue);
    }

    private Task<RequestRecord> BeginAsync(TunerProcess process, string fingerprint = "f") =>
        process.Requests.BeginAsync(_id, fingerprint, CancellationToken.None);
}
