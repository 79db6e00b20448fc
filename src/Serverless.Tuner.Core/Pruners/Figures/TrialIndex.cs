namespace Serverless.Tuner.Core.Pruners.Figures;

/// <summary>What is kept of every trial of a history between decisions, and read again of those trials only that have changed.</summary>
internal abstract class TrialIndex
{
    private int _read;

    /// <summary>Reads the changes to <paramref name="curves"/> since the last call.</summary>
    public void Read(List<int> changes, IReadOnlyDictionary<int, TrialCurve> curves)
    {
        if (changes.Count - _read < curves.Count)
        {
            for (; _read < changes.Count; _read++) Note(curves[changes[_read]]);
        }
        else
        {
            foreach (var curve in curves.Values) Note(curve);
            _read = changes.Count;
        }

        TakeNews();
    }

    /// <summary>Notes what is new of a trial that may have changed.</summary>
    protected abstract void Note(TrialCurve curve);

    /// <summary>Takes up what was noted.</summary>
    protected abstract void TakeNews();
}
