using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Testing;

/// <summary>What every pruner must hold to: derive from it, and its tests are yours.</summary>
public abstract class PrunerConformance
{
    private const int Trials = 12;
    private const int Last = 1_000;

    /// <summary>Makes the pruner, with options under which it decides something in a dozen short curves.</summary>
    protected abstract IPruner Create(PrunerContext context);

    /// <summary>Makes the pruner for values of the other sign.</summary>
    protected virtual IPruner CreateMirrored(PrunerContext context) => Create(context);

    /// <summary>Whether it prunes by the trial's own values alone, good ones perhaps.</summary>
    protected virtual bool JudgesAlone => false;

    /// <summary>Whether it never prunes.</summary>
    protected virtual bool NeverPrunes => false;

    /// <summary>How many directions the studies have; a pruner that takes several is tested with each number of them by a class of its
    /// own.</summary>
    protected virtual int Directions => 1;

    [Fact]
    public void ShouldPrune_SomeStudies_PrunesSomeAndNotOthers()
    {
        // Else the laws below would hold for a pruner that does nothing.
        var decisions = Enumerable.Range(0, 400).Select(seed => Decide(seed)).ToArray();
        Assert.Contains(decisions, pruned => !pruned);
        if (!NeverPrunes) Assert.Contains(decisions, pruned => pruned);
    }

    [Fact]
    public void ShouldPrune_AskedAgain_AnswersTheSame() => Laws.HoldForSeeds(seed =>
    {
        var (trial, others) = Case(seed);
        var (pruner, history) = (Create(), Curves.History(others));
        var first = pruner.ShouldPrune(trial, history);
        Assert.Equal(first, pruner.ShouldPrune(trial, history));
        Assert.Equal(first, Create().ShouldPrune(trial, history));
        Assert.Equal(first, Create().ShouldPrune(Curves.Copy(trial), Curves.History(others.Select(c => Curves.Copy(c)))));
    });

    [Fact]
    public void ShouldPrune_NothingKnown_GoesOn()
    {
        if (JudgesAlone) return;
        Laws.HoldForSeeds(seed =>
        {
            var trial = Case(seed).Trial;
            Assert.False(Create().ShouldPrune(trial, new PrunerHistory()));
            Assert.False(Create().ShouldPrune(trial, Curves.History(trial)));
        });
    }

    [Fact]
    public void ShouldPrune_CurvesInAnyOrder_AnswersTheSame() => Laws.HoldForSeeds(seed =>
    {
        var (trial, others) = Case(seed);
        var random = new TrialRandom(seed, 2);
        Assert.Equal(Decide(trial, others), Decide(trial, [.. others.OrderBy(_ => random.NextBits())]));
    });

    [Fact]
    public void ShouldPrune_AHistoryThatGrew_AnswersAsOneReadAtOnce() => Laws.HoldForSeeds(seed =>
    {
        // Report by report in any order, asked in between: what was sorted for one decision must not be seen in the next.
        var (trial, others) = Case(seed);
        var (random, pruner, history) = (new TrialRandom(seed, 3), Create(), new PrunerHistory());
        var reports = others.SelectMany(c => c.Steps.Select(step => (c.Number, Step: step, Vector: c.VectorAt(step)!)))
            .OrderBy(_ => random.NextBits()).ToArray();
        foreach (var (number, step, vector) in reports)
        {
            if (history.Find(number) is not { } curve) history.Set(curve = new TrialCurve(number));
            else if (random.NextInt(8) == 0) history.Set(curve = Curves.Copy(curve));
            curve.Set(step, [.. vector.Select(value => value + random.NextInt(2))]);
            if (random.NextInt(4) == 0) pruner.ShouldPrune(Curves.Copy(trial, 1 + (int)random.NextInt(trial.Count)), history);
            curve.Set(step, vector);
        }

        foreach (var other in others)
        {
            if (history.Find(other.Number) is not { } curve) continue;
            curve.State = other.State;
            curve.Result = other.Result;
        }

        Assert.Equal(Decide(trial, others), pruner.ShouldPrune(trial, history));
    });

    [Fact]
    public void ShouldPrune_NegatedValuesAndTheOtherDirection_AnswersTheSame() => Laws.HoldForSeeds(seed =>
    {
        var (trial, others) = Case(seed);
        var pruner = CreateMirrored(ContextOf(Direction.Maximize));
        Assert.Equal(Decide(trial, others), pruner.ShouldPrune(Negated(trial), Curves.History(others.Select(Negated))));

        static TrialCurve Negated(TrialCurve curve) => Curves.Copy(curve, map: (_, value) => -value);
    });

    [Fact]
    public void ShouldPrune_TheBestAtEveryStep_GoesOn()
    {
        if (JudgesAlone) return;
        Laws.HoldForSeeds(seed =>
        {
            var (trial, others) = Case(seed);
            var least = others.SelectMany(c => c.Steps.SelectMany(step => c.VectorAt(step)!)).Append(0).Min();
            Assert.False(Decide(Curves.Copy(trial, map: (_, value) => least + Math.Min(0, value) - 100), others));
            // As good as the best is good enough.
            Assert.False(Decide(Curves.Copy(trial, map: (_, _) => least), others));
        });
    }

    [Fact]
    public void ShouldPrune_WhatIsKnownOfTheTrialItself_DoesNotMatter() => Laws.HoldForSeeds(seed =>
    {
        var (trial, others) = Case(seed);
        var random = new TrialRandom(seed, 4);
        var older = Curves.Copy(trial, (int)random.NextInt(trial.Count + 1), (_, value) => value - random.NextInt(2));
        Assert.Equal(Decide(trial, others), Decide(trial, [.. others, trial]));
        Assert.Equal(Decide(trial, others), Decide(trial, [.. others, older]));
    });

    [Fact]
    public void LooksAtOthers_No_TheyDoNotMatter()
    {
        var looked = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var (trial, others) = Case(seed);
            var looks = Create().LooksAtOthers(trial);
            if (looks) looked++;
            else
                Assert.True(
                    Create().ShouldPrune(trial, new PrunerHistory()) == Decide(trial, others),
                    "LooksAtOthers says no, but the decision depends on the other trials.");
        }

        Assert.True(
            (JudgesAlone || NeverPrunes) == (looked == 0),
            looked == 0
                ? $"LooksAtOthers never says yes, so the others are never read: say so by {nameof(JudgesAlone)}."
                : $"LooksAtOthers says yes for a pruner that {nameof(JudgesAlone)} or {nameof(NeverPrunes)}: each yes costs a request.");
    }

    [Fact]
    public void ShouldPrune_ThousandsOfSteps_AreDecidedOneByOne()
    {
        const int Steps = 5_000;
        var pruner = Create();
        var history = Curves.History(
            Enumerable.Range(0, 20)
                .Select(n => Curves.OfVectors(
                    n, TrialState.Complete, [.. Enumerable.Range(0, Steps).Select(i => Alike(n + (1.0 / (1 + i))))])));
        var trial = new TrialCurve(20);
        history.Set(trial);
        for (var step = 1; step <= Steps; step++)
        {
            trial.Set(step, Alike(-1 - step));
            if (!JudgesAlone) Assert.False(pruner.ShouldPrune(trial, history));
        }
    }

    [Fact]
    public void ShouldPrune_SeveralDirectionsInOtherUnits_AnswersTheSame()
    {
        if (Directions == 1) return;
        // Powers of two, so that rounding cannot decide.
        Laws.HoldForSeeds(seed =>
        {
            var (trial, others) = Case(seed);
            Assert.Equal(Decide(trial, others), Decide(InOtherUnits(trial), [.. others.Select(InOtherUnits)]));
        });

        static TrialCurve InOtherUnits(TrialCurve curve)
        {
            var copy = Curves.Copy(curve);
            foreach (var step in curve.Steps)
                copy.Set(step, [.. curve.VectorAt(step)!.Select((value, i) => Math.ScaleB(value, (5 * i) - 3))]);
            return copy;
        }
    }

    [Fact]
    public void ShouldPrune_SeveralDirectionsAndOtherNumbers_AnswersTheSame()
    {
        if (Directions == 1) return;
        Laws.HoldForSeeds(seed =>
        {
            var (trial, others) = Case(seed);
            Assert.Equal(
                Decide(trial, others),
                Decide(Curves.Renumbered(trial, Last - trial.Number), [.. others.Select(c => Curves.Renumbered(c, Last - c.Number))]));
        });
    }

    [Fact]
    public void ShouldPrune_SeveralDirectionsAndReportsOfOneNumber_AreNotCompared()
    {
        if (Directions == 1) return;
        Laws.HoldForSeeds(seed =>
        {
            var (trial, others) = Case(seed);
            var number = new TrialCurve(Last + 1, TrialState.Complete);
            foreach (var step in trial.Steps) number.Set(step, -100);
            Assert.Equal(Decide(trial, others), Decide(trial, [.. others, number]));
        });
    }

    /// <summary>A trial at some report, and others at that moment.</summary>
    private protected (TrialCurve Trial, TrialCurve[] Others) Case(int seed)
    {
        var random = new TrialRandom(seed, 1);
        var all = Curves.Random(random, Trials, directions: Directions);
        var candidates = all.Where(c => c.Count > 0).ToArray();
        if (candidates.Length == 0) return (Curves.OfVectors(0, TrialState.Running, Alike(1)), []);
        var chosen = candidates[random.NextInt(candidates.Length)];
        var trial = Curves.Copy(chosen, 1 + (int)random.NextInt(chosen.Count));
        trial.State = TrialState.Running;
        trial.Result = null;
        return (trial, [.. all.Where(c => c.Number != trial.Number)]);
    }

    /// <summary>The pruner of the study that all cases are of.</summary>
    private IPruner Create() => Create(ContextOf(Direction.Minimize));

    private PrunerContext ContextOf(Direction direction) =>
        new(Curves.Study, direction) { Directions = [.. Enumerable.Repeat(direction, Directions)] };

    /// <summary>The same value in each direction.</summary>
    private double[] Alike(double value) => [.. Enumerable.Repeat(value, Directions)];

    private bool Decide(int seed)
    {
        var (trial, others) = Case(seed);
        return Decide(trial, others);
    }

    private bool Decide(TrialCurve trial, TrialCurve[] others) => Create().ShouldPrune(trial, Curves.History(others));
}
