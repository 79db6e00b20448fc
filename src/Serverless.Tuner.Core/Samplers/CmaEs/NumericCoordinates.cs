using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>Which parameters of a space are coordinates of the evolution, and which are choices beside it.</summary>
internal sealed class NumericCoordinates
{
    // Beyond it a full covariance costs too much and takes far too many trials to learn.
    private const int MostForFullCovariance = 120;

    public NumericCoordinates(PointEncoding encoding)
    {
        Encoding = encoding;
        var all = Enumerable.Range(0, encoding.Dimensions).Where(i => !encoding.Scales[i].IsConstant).ToArray();
        Numeric = [.. all.Where(i => encoding.Scales[i] is not ChoiceScale)];
        Categorical = [.. all.Where(i => encoding.Scales[i] is ChoiceScale)];
        Cells = [.. Numeric.Select(i => encoding.Scales[i] as IDiscreteScale)];
    }

    public PointEncoding Encoding { get; }

    /// <summary>The indices of the numeric parameters that can vary.</summary>
    public int[] Numeric { get; }

    /// <summary>The indices of the categorical parameters that can vary.</summary>
    public int[] Categorical { get; }

    /// <summary>The cells of each numeric one; null when it is continuous.</summary>
    public IDiscreteScale?[] Cells { get; }

    /// <summary>How many numeric ones there are.</summary>
    public int Dimensions => Numeric.Length;

    /// <summary>Whether there are too many for a full covariance.</summary>
    public bool IsDiagonal => Dimensions > MostForFullCovariance;

    /// <summary>A trial as a member of its generation.</summary>
    public GenerationMember MemberOf(EncodedTrial trial) => new(
        trial,
        [.. Numeric.Select(i => trial.Point[i])],
        [.. Categorical.Select(i => double.IsNaN(trial.Point[i]) ? (int?)null : (int)trial.Point[i])]);

    /// <summary>Every choice as likely as another.</summary>
    public double[][] EvenChoices() =>
        [.. Categorical.Select(
            i => ((ChoiceScale)Encoding.Scales[i]).Count).Select(count => Enumerable.Repeat(1.0 / count, count).ToArray())];
}
