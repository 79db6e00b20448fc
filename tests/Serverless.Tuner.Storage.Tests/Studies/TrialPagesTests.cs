namespace Serverless.Tuner.Storage.Tests.Studies;

public sealed class TrialPagesTests
{
    [Fact]
    public void Snapshot_WhateverChangesAfterwards_IsWhatItWas()
    {
        var random = new Random(7);
        var (pages, trials) = (new TrialPages(), new List<Trial>());
        var kept = new List<(TrialSnapshot Snapshot, Trial[] Trials)>();
        for (var step = 0; step < 5_000; step++)
        {
            switch (random.Next(8))
            {
                case 0:
                    kept.Add((pages.Snapshot(), [.. trials]));
                    break;
                case < 3 when trials.Count > 0:
                    var changed = NewTrial(random.Next(trials.Count), random);
                    trials[changed.Number] = changed;
                    pages.Replace(changed);
                    break;
                default:
                    trials.Add(NewTrial(trials.Count, random));
                    pages.Add(trials[^1]);
                    break;
            }
        }

        Assert.True(trials.Count > 4 * TrialPages.Size);
        foreach (var (snapshot, expected) in kept) Assert.True(snapshot.SequenceEqual(expected, ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public void With_SomeChanged_ChangesNeitherTheSnapshotNorThePages()
    {
        var pages = new TrialPages();
        var random = new Random(7);
        Trial[] trials = [.. Enumerable.Range(0, 600).Select(number => NewTrial(number, random))];
        foreach (var trial in trials) pages.Add(trial);
        var snapshot = pages.Snapshot();
        Trial[] changed = [NewTrial(3, random), NewTrial(4, random), NewTrial(599, random)];

        var other = snapshot.With(changed);

        Assert.Equal(600, other.Count);
        Assert.Equal(changed, changed.Select(trial => other[trial.Number]));
        Assert.Same(trials[5], other[5]);
        Assert.True(snapshot.SequenceEqual(trials, ReferenceEqualityComparer.Instance));
        Assert.True(pages.Snapshot().SequenceEqual(trials, ReferenceEqualityComparer.Instance));
        Assert.Throws<ArgumentOutOfRangeException>(() => snapshot[600]);
        Assert.Throws<ArgumentOutOfRangeException>(() => snapshot[-1]);
    }

    private static Trial NewTrial(int number, Random random) => new()
    {
        Number = number,
        Parameters = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(random.NextDouble()) },
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
