using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Budgets.Groups;

namespace Serverless.Tuner.Storage.Tests.Groups;

/// <summary>A process of the tuner on rows in memory: the protocol of the product, with studies as plain as can be.</summary>
internal sealed class ModelHost : IGroupRows, IGroupStudies
{
    private readonly int _host;
    private readonly ModelRows _rows;
    private readonly ModelTurns _turns;
    private readonly Random _random;
    private readonly GroupMoney _money;
    private readonly GroupSweep _sweep;

    public ModelHost(int host, ModelRows rows, ModelTurns turns, Random random, Func<DateTimeOffset> now)
    {
        (_host, _rows, _turns, _random) = (host, rows, turns, random);
        var clock = new ModelClock(turns, host, now);
        _money = new GroupMoney(this, clock);
        _sweep = new GroupSweep(_money, this, clock, TimeSpan.Zero);
    }

    /// <summary>Drives a study to its end.</summary>
    public async Task DriveAsync(int index)
    {
        while (true)
        {
            await _turns.TurnAsync(_host);
            var (study, version, isMarked) = _rows.Studies[index];
            if (study is null || isMarked || study.State == StudyState.Ended) return;
            await AdvanceAsync(index, study, version);
        }
    }

    public async Task SweepAsync() => await _sweep.RunAsync(_rows.Group.Name, CancellationToken.None);

    /// <summary>Deletes a study as the store does: mark, book, remove; each step can be repeated.</summary>
    public async Task DeleteAsync(int index)
    {
        await _turns.TurnAsync(_host);
        if (_rows.Studies[index].Study is not { } study) return;
        if (!_rows.Studies[index].IsMarked) _rows.Mark(index);
        await _turns.TurnAsync(_host);
        await _money.ForgetAsync(_rows.Group.Name, study.Id!.Value, study.Name, _rows.Studies[index].Study, CancellationToken.None);
        await _turns.TurnAsync(_host);
        if (_rows.Studies[index] is { IsMarked: true }) _rows.Remove(index);
    }

    /// <summary>Lets a study that has ended go on with one trial more.</summary>
    public async Task ResumeAsync(int index)
    {
        await _turns.TurnAsync(_host);
        var (study, version, isMarked) = _rows.Studies[index];
        if (study is not { State: StudyState.Ended } || isMarked) return;
        await _turns.TurnAsync(_host);
        var more = study with
        {
            State = StudyState.Running,
            StopReason = null,
            Spec = study.Spec with { Trials = study.NextNumber + 1 },
        };
        if (_rows.TryWriteStudy(index, more, version)) await DriveAsync(index);
    }

    private async Task AdvanceAsync(int index, Study study, int version)
    {
        for (var offers = 0; ; offers++)
        {
            var offer = (await _money.OfferAsync(study, offers, CancellationToken.None))!;
            var (after, costs) = Advance(study, offer);
            if (await _money.CoverAsync(study, after, offer, CancellationToken.None) is not { } cover) continue;
            // What has nothing new to say is not written again and again.
            if (cover.Study == study) return;
            await _turns.TurnAsync(_host);
            if (!_rows.TryWriteStudy(index, cover.Study, version)) return;
            foreach (var (number, cost) in costs) _rows.Costs[(study.Id!.Value, number)] = cost;
            await _turns.TurnAsync(_host);
            await _money.SettleAsync(cover.Study, cover.Raises, CancellationToken.None);
            return;
        }
    }

    /// <summary>Ends a trial, or gives it more money, and starts one, as far as that goes.</summary>
    private (Study After, List<(int Number, long Cost)> Costs) Advance(Study study, GroupOffer offer)
    {
        var costs = new List<(int Number, long Cost)>();
        var next = study with { LacksOfGroup = Money.Zero };
        if (next.Open.Count > 0 && _random.Next(2) == 0)
        {
            var open = next.Open[_random.Next(next.Open.Count)];
            var cost = Number(study, open.Number, 17) % 100;
            if (cost > open.Reserved.Micro
                && StudyMachine.ExtendReservation(next, open.Number, new Money(cost) - open.Reserved, offer) is { } extended)
            {
                next = extended;
            }
            else
            {
                cost = Math.Min(cost, open.Reserved.Micro);
                costs.Add((open.Number, cost));
                next = next with
                {
                    Open = [.. next.Open.Where(o => o != open)],
                    Shares = Told(next.Shares, open.Period!, new Money(cost)),
                    Spent = next.Spent + new Money(cost),
                };
            }
        }

        while (next.Open.Count < 2 && next.NextNumber < next.Spec.Trials)
        {
            var amount = new Money(1 + (Number(study, next.NextNumber, 31) % 100));
            var room = offer.Room(next, offer.Period);
            if (amount > room)
            {
                next = next with { LacksOfGroup = amount - room };
                if (next.Open.Count == 0 && !offer.MayComeBack(next))
                    next = next with { State = StudyState.Ended, StopReason = StopReason.Budget };
                break;
            }

            next = next with
            {
                Open = [.. next.Open, new OpenTrial(next.NextNumber, amount) { Period = offer.Period }],
                NextNumber = next.NextNumber + 1,
            };
        }

        if (next.Open.Count == 0 && next.NextNumber >= next.Spec.Trials)
            next = next with { State = StudyState.Ended, StopReason = StopReason.Trials };
        return (next, costs);
    }

    private static GroupShare[] Told(IReadOnlyList<GroupShare> shares, string period, Money cost) =>
        [.. shares.Select(share => share.Period == period ? share with { Spent = share.Spent + cost } : share)];

    private static long Number(Study study, int number, int salt) =>
        Math.Abs((study.CreatedAt.Ticks * 7_919L) + (number * 104_729L) + (salt * 15_485_863L)) % 10_007;

    async Task<(GroupBudget Budget, string Version)?> IGroupRows.ReadAsync(string name, CancellationToken cancellationToken)
    {
        await _turns.TurnAsync(_host);
        return (_rows.Group, _rows.GroupVersion);
    }

    async Task<GroupMember?> IGroupRows.ReadClosedAsync(GroupBudget group, Guid study, CancellationToken cancellationToken)
    {
        await _turns.TurnAsync(_host);
        return _rows.Closed.GetValueOrDefault(study);
    }

    async Task<string?> IGroupRows.WriteAsync(
        GroupBudget group, string version, IReadOnlyList<GroupMember> closed, IReadOnlyList<Guid> reopened,
        CancellationToken cancellationToken)
    {
        await _turns.TurnAsync(_host);
        var written = _rows.TryWriteGroup(group, version, closed, reopened);
        await _turns.TurnAsync(_host); // Who dies here has written, and does not know it.
        return written;
    }

    async Task<(Study Study, bool IsMarked)?> IGroupStudies.ReadMarkedAsync(StudyName name, CancellationToken cancellationToken)
    {
        await _turns.TurnAsync(_host);
        var (study, _, isMarked) = _rows.Studies.FirstOrDefault(s => s.Study?.Name == name);
        return study is null ? null : (study, isMarked);
    }

    async Task<Study?> IGroupStudies.ChangeAsync(StudyName name, Func<Study, Study?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            await _turns.TurnAsync(_host);
            var index = Array.FindIndex(_rows.Studies, s => s.Study?.Name == name);
            if (index < 0 || _rows.Studies[index].IsMarked) return null;
            var (study, version, _) = _rows.Studies[index];
            if (change(study!) is not { } changed) return study;
            await _turns.TurnAsync(_host);
            if (_rows.TryWriteStudy(index, changed, version)) return changed;
        }
    }
}
