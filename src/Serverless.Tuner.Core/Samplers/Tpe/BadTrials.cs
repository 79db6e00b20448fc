namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>The points that the bad density is made of, by trial number: only the newest, so that a suggestion's cost does not grow with the study.</summary>
internal sealed class BadTrials
{
    /// <summary>How many of the newest bad trials count.</summary>
    public const int Most = 150;

    // The newest have full weight, older ones less, down to 1/n: Bergstra et al. 2013 (Making a science of model search), as hyperopt has it.
    private const int FullWeight = 25;

    private readonly List<int> _numbers = [];
    private readonly List<double[]> _points = [];

    /// <summary>The points, the oldest first.</summary>
    public IReadOnlyList<double[]> Points => _points;

    /// <summary>Adds a trial at its place.</summary>
    public void Add(int number, double[] point)
    {
        var at = _numbers.Count;
        while (at > 0 && _numbers[at - 1] > number) at--;
        _numbers.Insert(at, number);
        _points.Insert(at, point);
        if (_numbers.Count <= Most) return;
        _numbers.RemoveAt(0);
        _points.RemoveAt(0);
    }

    /// <summary>A weight for each point and, last, 1 for the prior.</summary>
    public double[] Weights()
    {
        var count = _points.Count;
        var ramp = Math.Max(count - FullWeight, 0);
        var weights = new double[count + 1];
        Array.Fill(weights, 1.0);
        for (var i = 0; i < ramp; i++)
        {
            var from = 1.0 / count;
            weights[i] = ramp == 1 ? from : from + ((1 - from) * i / (ramp - 1));
        }

        return weights;
    }
}
