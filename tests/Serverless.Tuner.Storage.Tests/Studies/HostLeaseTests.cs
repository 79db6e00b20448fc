using Azure.Core.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>Which host drives the studies on a storage: a row in a table that this test has for itself.</summary>
public sealed class HostLeaseTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly TableClient _index = new(azurite.ConnectionString, "tunerindex");

    public async ValueTask InitializeAsync()
    {
        await _index.CreateIfNotExistsAsync();
        await _index.DeleteEntityAsync("host", "lease");
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task TryHold_Free_IsTakenAndSaysByWhom()
    {
        var (holder, other) = (NewProcess(), NewProcess());

        Assert.True(await HoldAsync(holder));
        Assert.False(await HoldAsync(other));

        Assert.Equal((HostLease.ValidFor, TimeSpan.Zero), (holder.Lease.Left, other.Lease.Left));
        Assert.Null(holder.Lease.Other);
        Assert.Equal(new HostLeaseHolder(holder.Start.Name, Environment.MachineName, Environment.ProcessId), other.Lease.Other);
    }

    [Fact]
    public async Task TryHold_ByManyAtOnce_GoesToOne()
    {
        var processes = Enumerable.Range(0, 6).Select(_ => NewProcess()).ToList();

        var held = await Task.WhenAll(processes.Select(p => Task.Run(() => HoldAsync(p))));

        Assert.Single(held, true);
        Assert.Single(processes, p => p.Lease.Left > TimeSpan.Zero);
    }

    [Fact]
    public async Task TryHold_Renewed_IsNeverFree()
    {
        var (holder, other) = (NewProcess(), NewProcess());
        await HoldAsync(holder);
        for (var i = 0; i < 10; i++)
        {
            Assert.False(await HoldAsync(other));
            _clock.Advance(HostLease.RenewInterval);
            Assert.True(await HoldAsync(holder));
            Assert.Equal(HostLease.ValidFor, holder.Lease.Left);
        }

        Assert.False(await HoldAsync(other));
    }

    [Fact]
    public async Task TryHold_HolderFallsSilent_IsFreeOnceItHasHadToStop()
    {
        var (holder, other) = (NewProcess(), NewProcess());
        await HoldAsync(holder);
        Assert.False(await HoldAsync(other));
        _clock.Advance(HostLease.ValidFor);
        Assert.Equal(TimeSpan.Zero, holder.Lease.Left);
        Assert.False(await HoldAsync(other));
        _clock.Advance(HostLease.FreeAfter - HostLease.ValidFor);

        Assert.True(await HoldAsync(other));
        Assert.False(await HoldAsync(holder));

        Assert.Equal(other.Start.Name, holder.Lease.Other!.Host);
        Assert.True(HostLease.ValidFor < HostLease.FreeAfter);
    }

    [Fact]
    public async Task TryHold_StorageIsTheHoldersOwn_IsRenewedRarelyAndLeftAloneForAsMuchLonger()
    {
        var (holder, other) = (NewProcess(), NewProcess());
        holder.Lease.IsStorageOwn = true;
        await HoldAsync(holder);
        Assert.False(await HoldAsync(other));
        Assert.True(holder.Lease.RenewAfter >= TimeSpan.FromMinutes(2));
        _clock.Advance(HostLease.FreeAfter + holder.Lease.RenewAfter);

        Assert.False(await HoldAsync(other));
        Assert.True(holder.Lease.Left > TimeSpan.Zero);
        _clock.Advance(holder.Lease.Left);
        Assert.False(await HoldAsync(other));
        _clock.Advance(HostLease.FreeAfter * 12);

        Assert.True(await HoldAsync(other));
        Assert.False(await HoldAsync(holder));
    }

    [Fact]
    public async Task TryHold_SilenceBeganLongBeforeTheFirstLook_IsFreeOnlyAfterOneOfItsOwn()
    {
        var (holder, other) = (NewProcess(), NewProcess());
        await HoldAsync(holder);
        _clock.Advance(TimeSpan.FromDays(1)); // Of the other's clock: the holder's may have stood still.

        Assert.False(await HoldAsync(other));
        _clock.Advance(HostLease.FreeAfter);
        Assert.True(await HoldAsync(other));
    }

    [Fact]
    public async Task TryHold_RenewedJustBeforeItIsTaken_IsNot()
    {
        var holder = NewProcess();
        await HoldAsync(holder);
        // Between its look and its write.
        var slow = NewProcess(new FaultyTransport(async (_, request) =>
        {
            if (request.Method.Method == "PUT") await HoldAsync(holder);
            return TransportFault.None;
        }));
        Assert.False(await HoldAsync(slow));
        _clock.Advance(HostLease.FreeAfter);

        Assert.False(await HoldAsync(slow));
        Assert.Equal(holder.Start.Name, slow.Lease.Other!.Host);
    }

    [Fact]
    public async Task TryHold_WriteTakesLong_IsHeldFromItsBeginning()
    {
        var holder = NewProcess(new FaultyTransport((_, request) =>
        {
            if (request.Method.Method == "PUT") _clock.Advance(TimeSpan.FromSeconds(4));
            return ValueTask.FromResult(TransportFault.None);
        }));
        Assert.True(await HoldAsync(holder));

        Assert.True(await HoldAsync(holder));

        Assert.Equal(HostLease.ValidFor - TimeSpan.FromSeconds(4), holder.Lease.Left);
    }

    [Fact]
    public async Task TryHold_TwoFindItFree_OneTakesIt()
    {
        var (first, second) = (NewProcess(), NewProcess());
        await HoldAsync(NewProcess());
        Assert.False(await HoldAsync(first));
        Assert.False(await HoldAsync(second));
        _clock.Advance(HostLease.FreeAfter);

        var held = await Task.WhenAll(Task.Run(() => HoldAsync(first)), Task.Run(() => HoldAsync(second)));

        Assert.Single(held, true);
    }

    [Fact]
    public async Task TryHold_EarlierStartOnTheSameDirectory_IsTakenAtOnce()
    {
        var (earlier,
            later, elsewhere) = (NewProcess(directory: "data"), NewProcess(directory: "data"), NewProcess(directory: "elsewhere"));
        await HoldAsync(earlier);

        Assert.False(await HoldAsync(elsewhere));
        Assert.True(await HoldAsync(later));
    }

    [Theory]
    [InlineData(TransportFault.AnswerLost)]
    [InlineData(TransportFault.Unavailable)]
    [InlineData(TransportFault.NotSent)]
    public async Task TryHold_FaultAtAnyRequest_IsHeldInTheEndAndNeverByTwo(TransportFault fault)
    {
        for (var k = 1; ; k++)
        {
            await InitializeAsync();
            var network = new FaultyTransport(fault, k..(k + 1));
            var (holder, other) = (NewProcess(network), NewProcess());
            for (var turn = 0; turn < 4; turn++)
            {
                var (left, isHeld) = (holder.Lease.Left, false);
                for (var tries = 0; !isHeld; tries++)
                {
                    Assert.True(tries < 3, $"It could not be held after {fault} at request {k}.");
                    try
                    {
                        isHeld = await HoldAsync(holder);
                    }
                    catch (RequestFailedException)
                    {
                        // What it has left is no more than before: the write may not have come through.
                        Assert.Equal(left, holder.Lease.Left);
                    }
                }

                Assert.False(await HoldAsync(other));
                _clock.Advance(HostLease.RenewInterval);
            }

            if (network.Requests >= k) continue;
            Assert.True(k > 4, $"It took only {network.Requests} requests.");
            return;
        }
    }

    [Fact]
    public async Task TryHold_RowIsAnothersAllOfASudden_IsLostAtOnce()
    {
        var holder = NewProcess();
        await HoldAsync(holder);
        await _index.UpsertEntityAsync(new TableEntity("host", "lease") { ["Host"] = "another", ["Machine"] = "m", ["Process"] = 7 });

        Assert.False(await HoldAsync(holder));

        Assert.Equal(TimeSpan.Zero, holder.Lease.Left);
        Assert.Equal(new HostLeaseHolder("another", "m", 7), holder.Lease.Other);
    }

    [Fact]
    public async Task TryHold_RowWasDeleted_IsHeldAgain()
    {
        var holder = NewProcess();
        await HoldAsync(holder);
        await _index.DeleteEntityAsync("host", "lease");

        Assert.True(await HoldAsync(holder));
        Assert.False(await HoldAsync(NewProcess()));
    }

    [Fact]
    public async Task GiveBack_Held_IsAnothersAtOnce()
    {
        var (holder, other) = (NewProcess(), NewProcess());
        await HoldAsync(holder);
        await HoldAsync(other);

        await holder.Lease.GiveBackAsync(CancellationToken.None);

        Assert.Equal(TimeSpan.Zero, holder.Lease.Left);
        Assert.True(await HoldAsync(other));
        Assert.False(await HoldAsync(holder));
    }

    [Fact]
    public async Task GiveBack_AnswerToTheLastRenewalWasLost_IsGivenBackAllTheSame()
    {
        var isCut = false;
        var holder = NewProcess(
            new FaultyTransport((_, _) => ValueTask.FromResult(isCut ? TransportFault.AnswerLost : TransportFault.None)));
        await HoldAsync(holder);
        isCut = true;
        await Assert.ThrowsAsync<RequestFailedException>(() => HoldAsync(holder));
        isCut = false;

        await holder.Lease.GiveBackAsync(CancellationToken.None);

        Assert.True(await HoldAsync(NewProcess()));
    }

    [Fact]
    public async Task GiveBack_TakenByAnotherMeanwhile_LeavesItToThat()
    {
        var (holder, other) = (NewProcess(), NewProcess());
        await HoldAsync(holder);
        await HoldAsync(other);
        _clock.Advance(HostLease.FreeAfter);
        await HoldAsync(other);

        await holder.Lease.GiveBackAsync(CancellationToken.None);

        Assert.False(await HoldAsync(NewProcess()));
        Assert.True(await HoldAsync(other));
    }

    private static Task<bool> HoldAsync(TunerProcess process) => process.Lease.TryHoldAsync(CancellationToken.None);

    private TunerProcess NewProcess(HttpPipelineTransport? transport = null, string? directory = null) =>
        new(azurite, _clock, transport, maxRetries: transport is null ? 2 : 0, directory);
}
