using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.Tests.Studies;
using Study = Serverless.Tuner.Core.Studies.Study;

namespace Serverless.Tuner.Core.Tests.Budgets;

/// <summary>A study whose trials cost money, as its store, its orchestration
/// and its workers would drive it, any of which may vanish.</summary>
internal sealed class MoneyPlay
{
    private static readonly TimeSpan s_heartbeatInterval = TimeSpan.FromSeconds(10);

    private readonly Random _random;
    private readonly BudgetSpec _budget;
    private readonly StudyPlay _play;
    // Trials that a worker holds, and those whose worker has vanished and nobody has noticed.
    private readonly HashSet<int> _held = [];
    private readonly HashSet<int> _lost = [];

    public MoneyPlay(StudySpec spec, Random random)
    {
        _random = random;
        _budget = spec.Budget!;
        _play = new StudyPlay(spec)
        {
            IsMetered = !Meter.CountsReported(spec.Budget),
            MaxNewTrials = random.Next(4) == 0 ? random.Next(1, 9) : 99,
        };
    }

    public Study Study => _play.Study;

    public IReadOnlyList<Trial> Trials => _play.Trials;

    /// <summary>One thing happens.</summary>
    public void Step()
    {
        _play.Now += TimeSpan.FromSeconds(_random.NextDouble() * 4);
        if (_play.IsOver)
        {
            if (_random.Next(10) > 0) return;
            _play.Extend(new ExtendRequest { LimitUsd = _budget.LimitUsd * 2 });
            _play.Restart();
            return;
        }

        var running = _play.Running.Where(n => !_lost.Contains(n)).ToList();
        if (_lost.Count > 0 && _random.Next(6) == 0) Sweep(_lost.First());
        else if (running.Count == 0 || _random.Next(5) == 0) Advance();
        else if (_random.Next(40) == 0) Restart();
        else Work(running[_random.Next(running.Count)]);
    }

    /// <summary>Lets everything come to its end.</summary>
    public void Finish()
    {
        for (var rounds = 0; !_play.IsOver; rounds++)
        {
            Assert.True(rounds < 2_000, "the study does not end");
            _play.Now += TimeSpan.FromSeconds(1);
            foreach (var number in _lost.ToList()) Sweep(number);
            foreach (var number in _play.Running.ToList()) Work(number);
            Advance();
        }
    }

    private void Advance() => _play.Advance(drain: _random.Next(20) == 0);

    /// <summary>The orchestration is lost, or a new one takes its place; workers that run are taken for lost.</summary>
    private void Restart()
    {
        _play.Restart();
        _held.Clear();
        _lost.Clear();
    }

    private void Work(int number)
    {
        var trial = Trials[number];
        if (trial.HasEnded)
        {
            Notice(number);
            return;
        }

        if (!_held.Contains(number))
        {
            Begin(number, trial);
            return;
        }

        var money = MoneyOf(trial);
        var elapsed = _play.Now - trial.StartedAt!.Value;
        switch (_random.Next(12))
        {
            case 0: Vanish(number); break;
            case 1: _play.ExtendReservation(number, _random.NextInt64(-10, 40_000)); break;
            case 2 or 3:
                Set(
                trial with { Reported = trial.Reported + new Money(_random.NextInt64(40_000)), HeartbeatAt = _play.Now }); break;
            case 4:
                _held.Remove(number); Set(
                trial with
                {
                    Outcome = TrialOutcome.Waiting,
                    Failures = trial.Failures + 1,
                    Cost = trial.Cost + money.Charge(elapsed),
                    Reported = new Money(0)
                }); break;
            case 5: Set(trial with { HeartbeatAt = _play.Now }); break;
            case 6: End(trial, TrialState.Failed, null, money.Charge(elapsed)); break;
            case 7: End(trial, TrialState.Pruned, "pruner", money.Charge(elapsed)); break;
            case 8 or 9: End(trial, TrialState.Complete, null, money.Charge(elapsed)); break;
            default:
                // At its deadline a trial asks for more, and is pruned when there is none.
                if (elapsed >= money.PaidTime && !_play.ExtendReservation(number, 10_000))
                    End(trial, TrialState.Pruned, "budget", money.Charge(elapsed));
                break;
        }
    }

    /// <summary>A worker claims the trial; the attempt of one that was lost is charged as far as it may have lived.</summary>
    private void Begin(int number, Trial trial)
    {
        if (trial.State == TrialState.Running)
        {
            var lastAlive = trial.HeartbeatAt!.Value + s_heartbeatInterval;
            if (lastAlive > _play.Now) lastAlive = _play.Now;
            trial = trial with
            {
                Losses = trial.Losses + 1,
                Cost = trial.Cost + MoneyOf(trial).Charge(lastAlive - trial.StartedAt!.Value),
                Reported = new Money(0)
            };
        }

        // What earlier attempts used up is asked for again.
        if (trial.Cost > Money.Zero) _play.ExtendReservation(number, trial.Cost.Micro);
        if (trial.Losses == 10) End(trial, TrialState.Failed, null, Money.Zero);
        else if (MoneyOf(trial).PaidTime == TimeSpan.Zero) End(trial, TrialState.Pruned, "budget", Money.Zero);
        else
        {
            _held.Add(number);
            Set(trial with { Outcome = TrialOutcome.Running, Attempt = trial.Attempt + 1, StartedAt = _play.Now, HeartbeatAt = _play.Now });
        }
    }

    private void Vanish(int number)
    {
        _held.Remove(number);
        _lost.Add(number);
    }

    /// <summary>The orchestration hears that the worker is gone: the next advance starts
    /// the trial again, and whoever claims it finds a row that says it runs.</summary>
    private void Sweep(int number)
    {
        _lost.Remove(number);
        _play.Running.Remove(number);
    }

    private void End(Trial trial, TrialState state, string? reason, Money cost)
    {
        _held.Remove(trial.Number);
        Set(trial with
        {
            Outcome = new TrialOutcome(state, reason) { Values = state == TrialState.Complete ? [_random.NextDouble()] : null },
            Cost = trial.Cost + cost,
            Reported = Money.Zero,
            EndedAt = _play.Now,
        });
        if (_random.Next(3) > 0) Notice(trial.Number);
    }

    private void Notice(int number) => _play.Running.Remove(number);

    private void Set(Trial trial)
    {
        _play.Trials[trial.Number] = trial;
        if (!_play.IsMetered) return;
        Assert.True(trial.Cost <= Reserved(trial.Number), $"trial {trial.Number} cost {trial.Cost} of {Reserved(trial.Number)}");
    }

    private AttemptMoney MoneyOf(Trial trial) => AttemptMoney.Of(_budget, Reserved(trial.Number), trial.Cost, trial.Reported);

    private Money Reserved(int number) => Study.Open.Single(o => o.Number == number).Reserved;
}
