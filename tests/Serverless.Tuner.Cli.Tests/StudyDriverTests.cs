using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Storage;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>Servers on one storage, each told of its turns by the test.</summary>
public sealed class StudyDriverTests : IAsyncLifetime
{
    private const string Unreachable = "The storage does not answer: this server drives no studies until it does.";
    private const string Begins = "This server drives the studies now.";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private AzuriteProcess _azurite = null!;

    private static string Another =>
        $"Another server ({Environment.MachineName}, process {Environment.ProcessId}) drives the studies on this storage; this one only "
        + $"answers.";

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync();

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    [Fact]
    public async Task Turn_NobodyElse_DrivesAndSaysNothing()
    {
        var server = new Server(this);

        Assert.Equal(HostLease.RenewInterval, await server.TurnAsync());
        _clock.Advance(HostLease.RenewInterval);
        Assert.Equal(HostLease.RenewInterval, await server.TurnAsync());

        Assert.True(server.Drives);
        Assert.Equal(["begin"], server.Calls);
        Assert.Empty(server.Said);
    }

    [Fact]
    public async Task Turn_AnotherDrives_SaysSoOnceAndSucceedsItSoonAfterItsEnd()
    {
        var (first, second) = (new Server(this), new Server(this));
        await first.TurnAsync();

        Assert.Equal(StudyDriver.LookInterval, await second.TurnAsync());
        Assert.Equal(StudyDriver.LookInterval, await second.TurnAsync());
        Assert.False(second.Drives);
        await first.Lease.GiveBackAsync(CancellationToken.None);
        await second.TurnAsync();

        Assert.True(second.Drives);
        Assert.Equal([Another, Begins], second.Said);
    }

    [Fact]
    public async Task Turn_TheDriverFallsSilent_IsSucceededAfterItsTimeAndGivesWayWhenItComesBack()
    {
        var (first, second) = (new Server(this), new Server(this));
        await first.TurnAsync();
        await second.TurnAsync();
        _clock.Advance(HostLease.FreeAfter);
        await second.TurnAsync();

        Assert.Equal(StudyDriver.LookInterval, await first.TurnAsync());

        Assert.Equal((false, true), (first.Drives, second.Drives));
        Assert.Equal(["begin", "end"], first.Calls);
        Assert.Equal([Another], first.Said);
    }

    [Fact]
    public async Task Turn_StoodStillButNobodyTookOver_GoesOn()
    {
        var server = new Server(this);
        await server.TurnAsync();
        _clock.Advance(TimeSpan.FromHours(1));

        await server.TurnAsync();

        Assert.Equal(["begin"], server.Calls);
        Assert.Empty(server.Said);
    }

    [Fact]
    public async Task Turn_StorageIsAway_DrivesOnWhatIsLeftOfTheLeaseAndNoLonger()
    {
        var server = new Server(this);
        await server.TurnAsync();
        server.Fault = TransportFault.Unavailable;
        _clock.Advance(HostLease.RenewInterval);

        Assert.Equal(StudyDriver.LookInterval, await server.TurnAsync());
        _clock.Advance(HostLease.ValidFor - HostLease.RenewInterval - TimeSpan.FromMilliseconds(300));
        Assert.Equal(TimeSpan.FromMilliseconds(300), await server.TurnAsync());
        Assert.True(server.Drives);
        Assert.Empty(server.Said);
        _clock.Advance(TimeSpan.FromMilliseconds(300));
        await server.TurnAsync();
        await server.TurnAsync();

        Assert.False(server.Drives);
        Assert.Equal([Unreachable], server.Said);

        server.Fault = TransportFault.None;
        await server.TurnAsync();

        Assert.True(server.Drives);
        Assert.Equal([Unreachable, Begins], server.Said);
        Assert.Equal(["begin", "end", "begin"], server.Calls);
    }

    [Fact]
    public async Task Turn_StorageDoesNotAnswerAtAll_IsGivenUpWhenTheTimeIsUp()
    {
        var server = new Server(this);
        await server.TurnAsync();
        server.Meanwhile = () => _clock.Advance(HostLease.ValidFor);

        await server.TurnAsync();

        Assert.False(server.Drives);
        Assert.Equal([Unreachable], server.Said);
    }

    [Fact]
    public async Task Turn_CannotBegin_LeavesNothingHalfBegunAndTriesAgain()
    {
        var server = new Server(this) { Failure = new InvalidOperationException("no") };
        await Assert.ThrowsAsync<InvalidOperationException>(server.TurnAsync);
        Assert.Equal(["begin", "end"], server.Calls);

        server.Failure = null;
        await server.TurnAsync();

        Assert.True(server.Drives);
    }

    [Fact]
    public async Task Start_ThenDispose_TakesNoFurtherTurn()
    {
        var server = new Server(this);
        await server.Driver.StartAsync(CancellationToken.None);
        var renewed = await server.RowAsync();
        // Renewing takes no turn of the test.
        while ((await server.RowAsync()).ETag == renewed.ETag) _clock.Advance(TimeSpan.FromSeconds(1));

        await server.Driver.DisposeAsync();
        var last = await server.RowAsync();
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(last.ETag, (await server.RowAsync()).ETag);
        Assert.Equal(["begin"], server.Calls); // Whoever owns it ends what it drives.
    }

    private sealed class Server : IDriving
    {
        private readonly TableServiceClient _tables;

        public Server(StudyDriverTests test)
        {
            var options = new TableClientOptions
            {
                Transport = new FaultyTransport((_, _) =>
                {
                    Meanwhile?.Invoke();
                    return ValueTask.FromResult(Fault);
                }),
            };
            options.Retry.MaxRetries = 0;
            _tables = new TableServiceClient(test._azurite.ConnectionString, options);
            Lease = new HostLease(new TunerTables(_tables), new HostStart(), test._clock);
            Driver = new StudyDriver(Lease, this, Said.Enqueue, test._clock, NullLogger<StudyDriver>.Instance);
        }

        public HostLease Lease { get; }

        public StudyDriver Driver { get; }

        public ConcurrentQueue<string> Said { get; } = new();

        public ConcurrentQueue<string> Calls { get; } = new();

        public TransportFault Fault { get; set; }

        public Action? Meanwhile { get; set; }

        public Exception? Failure { get; set; }

        public bool Drives { get; private set; }

        public Task<TimeSpan> TurnAsync() => Driver.TurnAsync(CancellationToken.None);

        public async Task<TableEntity> RowAsync() =>
            await _tables.GetTableClient("tunerindex").GetEntityAsync<TableEntity>("host", "lease");

        public Task BeginAsync(CancellationToken cancellationToken)
        {
            Calls.Enqueue("begin");
            if (Failure is not null) throw Failure;
            Drives = true;
            return Task.CompletedTask;
        }

        public Task EndAsync()
        {
            Calls.Enqueue("end");
            Drives = false;
            return Task.CompletedTask;
        }
    }
}
