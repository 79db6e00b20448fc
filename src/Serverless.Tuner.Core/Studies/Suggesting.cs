using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Fills a study's free slots with new trials, as far as its budget goes.</summary>
internal static class Suggesting
{
    public static (Study Study, IReadOnlyList<Trial> Created, bool More) Fill(
        Study study, IReadOnlyList<Trial> trials, AdvanceInput input, int misfitsWhileRunning, int misfitsWhenIdle)
    {
        var spec = study.Spec;
        // A wave that did not fit into one transaction is filled by the advances that follow at once.
        var isWaveRunning = spec.Waves && study.Open.Count > 0 && study.LastPlan is not { More: true };
        if (isWaveRunning || study.Open.Count >= spec.Parallelism || study.NextNumber >= spec.Trials) return (study, [], false);

        var points = new PointSource(study, trials, input);
        var predictor = CostPredictor.Fit(spec, points.History);
        var waiting = study;
        var open = study.Open.ToList();
        var created = new List<Trial>();
        var (number, ledger, pruned, outOfMoney, isExhausted) = (study.NextNumber, study.Ledger, study.Pruned, false, false);
        // What the trials that run are likely to give back: more than they cost may be set aside for them.
        var toReturn = open.Sum(o => Math.Max(0, o.Reserved - predictor.Predict(trials[o.Number].Parameters)));
        TellSampler(points.History, ledger, toReturn);
        while (open.Count < spec.Parallelism && number < spec.Trials && created.Count < input.MaxNewTrials)
        {
            var misfits = pruned - study.Pruned;
            // The last point that the study came to is recorded too, so that its end can be seen in its trials.
            var mayConclude = open.Count > 0 || predictor.IsFlat || misfits > 0;
            outOfMoney = (mayConclude && predictor.Cheapest > ledger.Free) || misfits >= (open.Count > 0 ? misfitsWhileRunning : misfitsWhenIdle);
            if (outOfMoney) break;

            var before = waiting;
            var next = points.Next(before, number);
            waiting = next.After;
            isExhausted = next.Values is null;
            if (next.Values is not { } parameters) break;
            var predicted = predictor.Predict(parameters);
            if (ToReserve(predictor, parameters, predicted, ledger.Free) is { } amount && ledger.TryReserve(amount) is { } reserved)
            {
                ledger = reserved;
                toReturn += Math.Max(0, amount - predicted);
                open.Add(new OpenTrial(number, amount));
                created.Add(new Trial { Number = number, State = TrialState.Waiting, Parameters = parameters, Enqueued = next.IsEnqueued, CreatedAt = input.Now });
                number++;
                continue;
            }

            outOfMoney = predictor.IsFlat;
            if (outOfMoney || (open.Count > 0 && predicted - ledger.Free <= toReturn))
            {
                // The point was not tried, nor need it be given up: there may be money for it when a trial has ended, or the limit is extended.
                waiting = before;
                break;
            }

            pruned++;
            created.Add(new Trial
            {
                Number = number++,
                State = TrialState.Pruned,
                Parameters = parameters,
                Enqueued = next.IsEnqueued,
                Reason = TrialOutcome.BudgetReason,
                CreatedAt = input.Now,
                EndedAt = input.Now,
            });
        }

        var filled = waiting with
        {
            NextNumber = number,
            Pruned = pruned,
            PrunedForBudget = study.PrunedForBudget + (pruned - study.Pruned),
            Open = open,
            StopReason = open.Count > 0 ? null : outOfMoney ? StopReason.Budget : isExhausted ? StopReason.Exhausted : null,
        };
        var more = !outOfMoney && !isExhausted && created.Count >= input.MaxNewTrials && open.Count < spec.Parallelism && number < spec.Trials;
        return (filled, created, more);
    }

    /// <summary>What to set aside for a trial: what the policy wants, or all that is free where the trial is likely to do with that; null where it is not.</summary>
    private static long? ToReserve(CostPredictor predictor, IReadOnlyDictionary<string, ParameterValue> parameters, long predicted, long free)
    {
        var wanted = predictor.Reservation(parameters);
        if (wanted <= free) return wanted;
        // Before there is data the prediction is a mere share of the limit: no reason to leave money unused.
        var enough = predictor.IsGuess ? predicted / 4 : predicted;
        return free >= Math.Max(enough, predictor.Cheapest) ? free : null;
    }

    /// <summary>Lets the sampler know how far the money is spent, and how far it goes.</summary>
    private static void TellSampler(SamplerHistory history, Ledger ledger, long toReturn)
    {
        if (ledger.Limit is not (> 0 and var limit)) return;
        history.SpentShare = Math.Clamp((ledger.Spent + ledger.Reserved - toReturn) / (double)limit, 0, 1);
        if (ledger.Spent > 0) history.AffordableTrials = (int)Math.Min(int.MaxValue, history.Encoded.Count(t => t.HasCost) * (double)limit / ledger.Spent);
    }
}
