using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Evaluation.Tests;

/// <summary>Trials that declare parameters at once, through several processes, with requests that fail.</summary>
public sealed class DeclareTests(StorageAlone storage) : IClassFixture<StorageAlone>
{
    private readonly CountingTimeProvider _clock = new();
    private readonly StudyName _name = StudyName.Parse("open-" + Guid.NewGuid().ToString("N"));

    /// <summary>Two processes, eight workers each: all ask for the same forty parameters, one after another, in orders of their own.
    /// </summary>
    [Fact]
    public async Task Declare_ManyAtOnce_EachNameIsDeclaredOnce()
    {
        // With a clock that runs: whoever meets another writer waits a little.
        WorkerProcess[] processes = [NewProcess(time: TimeProvider.System), NewProcess(time: TimeProvider.System)];
        await CreateAsync(_name);
        var workers = new List<(WorkerProcess Process, Trial Trial)>();
        for (var i = 0; i < 16; i++) workers.Add((processes[i % 2], await processes[i % 2].OneAsync(_name)));

        var answers = await Task.WhenAll(workers.Select(async worker =>
        {
            var values = new Dictionary<string, ParameterValue>();
            for (var k = 0; k < 40; k++)
            {
                var name = $"x{(k + (worker.Trial.Number * 7)) % 40}";
                values[name] = (await DeclareAsync(worker.Process, worker.Trial, Float(name))).Parameters![name];
            }

            return values;
        }));

        var declared = (await DeclaredAsync()).Select(p => p.Name).ToArray();
        Assert.Equal(40, declared.Length);
        Assert.Equal(40, declared.Distinct().Count());
        var rows = (await NewProcess().ReadAsync(_name)).Trials;
        for (var i = 0; i < 16; i++)
            Assert.Equal(answers[i].OrderBy(v => v.Key), rows[workers[i].Trial.Number].Parameters.OrderBy(v => v.Key));
    }

    /// <summary>Another process declares between this one's look at the space and its write.</summary>
    [Theory]
    [InlineData(1.0, true)]
    [InlineData(2.0, false)]
    public async Task Declare_AnotherProcessIsFirst_ItsDistributionHolds(double high, bool isSame)
    {
        var other = NewProcess();
        Trial? theirs = null;
        var isDone = false;
        var here = NewProcess(new FaultyTransport(async (_, request) =>
        {
            if (theirs is not null && !isDone && request.RequestUri!.AbsolutePath.EndsWith("$batch", StringComparison.Ordinal))
            {
                isDone = true;
                Assert.Null((await DeclareAsync(other, theirs, Float("x", high), Float("y"))).Refusal);
            }

            return TransportFault.None;
        }));
        await CreateAsync(_name);
        var ours = await here.OneAsync(_name);
        theirs = await other.OneAsync(_name);

        var answer = await DeclareAsync(here, ours, Float("x"), Float("z"));

        Assert.True(isDone);
        var trial = (await NewProcess().ReadAsync(_name)).Trials[ours.Number];
        if (isSame)
        {
            Assert.Equal(["x", "y", "z"], (await DeclaredAsync()).Select(p => p.Name));
            Assert.Equal(answer.Parameters!.OrderBy(v => v.Key), trial.Parameters.OrderBy(v => v.Key));
        }
        else
        {
            Assert.Equal(ProblemKind.ParameterDiffers, answer.Refusal!.Kind);
            Assert.Equal(["x", "y"], (await DeclaredAsync()).Select(p => p.Name));
            Assert.Empty(trial.Parameters);
            // The trial goes on.
            Assert.Equal(TrialState.Running, (await DeclareAsync(here, ours, Float("x", high))).State);
        }
    }

    /// <summary>Each request of a declaration suffers the fault, one after another: what was declared has a value in the trial, or nothing
    /// of it is there; and the worker that asks again is answered the same.</summary>
    [Theory]
    [InlineData(TransportFault.Unavailable, true)]
    [InlineData(TransportFault.AnswerLost, true)]
    [InlineData(TransportFault.AnswerLost, false)]
    [InlineData(TransportFault.AnswerBroken, false)]
    [InlineData(TransportFault.NotSent, false)]
    public async Task Declare_EveryRequestFails_TheSpaceAndTheTrialAgree(TransportFault fault, bool isSameProcess)
    {
        var hits = 0;
        for (var k = 1; ; k++)
        {
            var name = StudyName.Parse($"{_name}-{k}");
            await CreateAsync(name);
            var trial = await NewProcess().OneAsync(name);
            var transport = new FaultyTransport(fault, k..(k + 1));
            var here = NewProcess(transport);
            var isAnswered = false;
            try
            {
                isAnswered = (await DeclareAsync(here, name, trial, Float("x"), Float("y"))).Parameters is not null;
            }
            catch (Exception e) when (StorageFailure.Is(e))
            {
                // Its worker asks again.
            }

            // No request was hit: that is what a declaration takes.
            if (transport.Requests < k) break;
            hits++;
            var row = (await NewProcess().ReadAsync(name)).Trials[0];
            Assert.Equal((await DeclaredAsync(name)).Select(p => p.Name), row.Parameters.Keys);
            Assert.True(!isAnswered || row.Parameters.Count == 2);
            var again = await DeclareAsync(isSameProcess ? here : NewProcess(), name, trial, Float("x"), Float("y"));
            Assert.Equal(again.Parameters, (await NewProcess().ReadAsync(name)).Trials[0].Parameters);
            foreach (var (parameter, value) in row.Parameters) Assert.Equal(value, again.Parameters![parameter]);
        }

        Assert.True(hits >= 4, $"only {hits} requests were hit");
    }

    /// <summary>What another process was told is suggested here a few seconds later, and known here at once.</summary>
    [Fact]
    public async Task Suggest_DeclaredThroughAnotherProcess_HasItSoon()
    {
        var (here, there) = (NewProcess(), NewProcess());
        await CreateAsync(_name);
        var first = await here.OneAsync(_name);
        Assert.Empty((await there.OneAsync(_name)).Parameters);
        await DeclareAsync(here, first, Float("x"));
        Assert.Equal(["x"], (await here.OneAsync(_name)).Parameters.Keys);

        var late = await there.OneAsync(_name);
        Assert.Equal(ProblemKind.ParameterDiffers, (await DeclareAsync(there, late, Float("x", 3))).Refusal!.Kind);
        _clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(["x"], (await there.OneAsync(_name)).Parameters.Keys);
    }

    [Fact]
    public async Task Used_OfAnAttemptThatWasLost_DoesNotCountForTheNext()
    {
        var here = NewProcess();
        await CreateAsync(_name);
        var first = await here.OneAsync(_name);
        await DeclareAsync(here, first, Float("x"), Float("y"));
        await here.Trials.ReportAsync(
            _name, 0, new ReportRequest(first.Claim!, [new ReportView(1, 1)]) { Used = ["x"] }, CancellationToken.None);
        Assert.Equal(["x"], (await NewProcess().ReadAsync(_name)).Trials[0].Used);
        _clock.Advance(TimeSpan.FromSeconds(61));

        var there = NewProcess();
        var again = await there.OneAsync(_name);
        Assert.Equal((0, 2), (again.Number, again.Attempt));
        Assert.Equal(["x", "y"], again.Parameters.Keys.Order());
        await there.CompleteAsync(_name, again);

        Assert.Equal(["x", "y"], (await NewProcess().ReadAsync(_name)).Trials[0].Parameters.Keys.Order());
    }

    /// <summary>What was told to one process counts where another one ends the trial.</summary>
    [Fact]
    public async Task Used_ToldThroughAnotherProcess_Counts()
    {
        var (here, there) = (NewProcess(), NewProcess());
        await CreateAsync(_name);
        var trial = await here.OneAsync(_name);
        await DeclareAsync(here, trial, Float("x"), Float("y"));
        await here.Trials.ReportAsync(
            _name, 0, new ReportRequest(trial.Claim!, [new ReportView(1, 1)]) { Used = ["y"] }, CancellationToken.None);

        await there.CompleteAsync(_name, trial);

        var (study, trials) = await NewProcess().ReadAsync(_name);
        Assert.Equal(["y"], trials[0].Parameters.Keys);
        await there.OneAsync(_name);
        Assert.Equal(["y"], (await NewProcess().ReadAsync(_name)).Study.Best!.Parameters.Keys);
        Assert.Equal(0, study.Failed);
    }

    [Fact]
    public async Task Used_OfAParameterThatAnotherProcessGave_IsTaken()
    {
        var (here, there) = (NewProcess(), NewProcess());
        await CreateAsync(_name);
        var trial = await here.OneAsync(_name);
        await DeclareAsync(here, trial, Float("x"));
        await DeclareAsync(there, trial, Float("y"));

        var told = new CompleteRequest(trial.Claim!, [1]) { Used = ["y"] };
        var answer = await here.Trials.CompleteAsync(_name, 0, told, CancellationToken.None);

        Assert.Equal((TrialState.Complete, null), (answer.State, answer.Refusal));
        Assert.Equal(["y"], (await NewProcess().ReadAsync(_name)).Trials[0].Parameters.Keys);
    }

    [Fact]
    public async Task Declare_StudyWasDeletedAndCreatedAnew_LeavesNothingInIt()
    {
        var (here, there) = (NewProcess(), NewProcess());
        await CreateAsync(_name);
        var trial = await here.OneAsync(_name);
        await DeclareAsync(here, trial, Float("x"));
        await there.Store.DeleteAsync(_name, CancellationToken.None);

        Assert.Null((await DeclareAsync(here, trial, Float("y"))).State);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await CreateAsync(_name);
        Assert.Null((await DeclareAsync(here, trial, Float("y"))).State);

        Assert.Empty(await DeclaredAsync());
        Assert.Empty((await there.OneAsync(_name)).Parameters);
        Assert.Empty((await here.OneAsync(_name)).Parameters);
    }

    /// <summary>The worker that is lost for the last time has said what it used.</summary>
    [Fact]
    public async Task Used_TrialFailsWithItsLastWorker_KeepsNothingElse()
    {
        var here = NewProcess();
        await CreateAsync(_name);
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            var trial = await here.OneAsync(_name);
            Assert.Equal((0, attempt), (trial.Number, trial.Attempt));
            if (attempt == 1) await DeclareAsync(here, trial, Float("x"), Float("y"));
            await here.Trials.ReportAsync(
                _name, 0, new ReportRequest(trial.Claim!, [new ReportView(1, 1)]) { Used = ["y"] }, CancellationToken.None);
            _clock.Advance(TimeSpan.FromSeconds(61));
        }

        await here.OneAsync(_name);

        var lost = (await NewProcess().ReadAsync(_name)).Trials[0];
        Assert.Equal(TrialState.Failed, lost.State);
        Assert.Equal(["y"], lost.Parameters.Keys);
    }

    /// <summary>Choices of 30,000 letters each, of which a row of the storage holds about seventeen.</summary>
    [Fact]
    public async Task Declare_MoreThanARowHolds_IsRefusedAndTheTrialGoesOn()
    {
        var here = NewProcess();
        await CreateAsync(_name);
        var trial = await here.OneAsync(_name);
        WorkerAnswer answer;
        var taken = 0;
        do
        {
            ParameterValue[] choices = [ParameterValue.Of(Letters(taken)), ParameterValue.Null];
            answer = await DeclareAsync(
                here, trial, new ParameterSpec { Name = $"p{taken}", Kind = ParameterKind.Categorical, Choices = choices });
        }
        while (answer.Refusal is null && ++taken < 60);

        Assert.InRange(taken, 5, 40);
        Assert.Equal(ProblemKind.InvalidRequest, answer.Refusal!.Kind);
        Assert.Contains("1 MiB", answer.Refusal.Errors[0].Detail, StringComparison.Ordinal);
        Assert.Equal(taken, (await DeclaredAsync()).Count);
        Assert.Equal(taken, (await NewProcess().ReadAsync(_name)).Trials[0].Parameters.Count);
        Assert.Equal(TrialState.Complete, (await here.CompleteAsync(_name, trial)).State);
    }

    // Letters that hardly compress.
    private static string Letters(int seed)
    {
        var random = new Random(seed);
        return string.Create(30_000, random, static (span, r) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = (char)r.Next(0x4E00, 0x9FFF);
        });
    }

    private WorkerProcess NewProcess(FaultyTransport? transport = null, TimeProvider? time = null) =>
        new(storage.ConnectionString, time ?? _clock, transport);

    private static ParameterSpec Float(string name, double high = 1) =>
        new() { Name = name, Kind = ParameterKind.Float, Low = 0, High = high };

    private Task<WorkerAnswer> DeclareAsync(WorkerProcess process, Trial trial, params ParameterSpec[] asked) =>
        DeclareAsync(process, _name, trial, asked);

    private static Task<WorkerAnswer> DeclareAsync(WorkerProcess process, StudyName study, Trial trial, params ParameterSpec[] asked) =>
        process.Trials.DeclareAsync(
            study, trial.Number,
            new ParametersRequest(trial.Claim!, asked.ToDictionary(p => p.Name, ParameterDeclaration.Of)), CancellationToken.None);

    private async Task<IReadOnlyList<ParameterSpec>> DeclaredAsync(StudyName? name = null)
    {
        var store = NewProcess().Store;
        return (await store.DeclaredAsync((await store.ReadAsync(name ?? _name, CancellationToken.None))!, CancellationToken.None))!;
    }

    private Task CreateAsync(StudyName name) => NewProcess().Store.CreateAsync(
        new StudySpec
        {
            Name = name,
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.External },
            Directions = [Direction.Minimize],
            SearchSpace = [],
            OpenSpace = true,
            Sampler = new SamplerSpec { Type = "random" },
            Trials = 100,
            Parallelism = 1_000,
        },
        CancellationToken.None);
}
