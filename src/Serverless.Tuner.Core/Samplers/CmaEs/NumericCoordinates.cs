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
        (HasContinuous, HasDiscrete) = (Array.Exists(Cells, c => c is null), Array.Exists(Cells, c => c is not null));
    }

    public PointEncoding Encoding { get; }

    /// <summary>The indices of the numeric parameters that can vary.</summary>
    public int[] Numeric { get; }

    /// <summary>The indices of the categorical parameters that can vary.</summary>
    public int[] Categorical { get; }

    /// <summary>The cells of each numeric one; null when it is continuous.</summary>
    public IDiscreteScale?[] Cells { get; }

    /// <summary>Whether one of them is continuous.</summary>
    public bool HasContinuous { get; }

    /// <summary>Whether one of them is discrete.</summary>
    public bool HasDiscrete { get; }

    /// <summary>How many numeric ones there are.</summary>
    public int Dimensions => Numeric.Length;

    /// <summary>Whether there are too many for a full covariance.</summary>
    public bool IsDiagonal => Dimensions > MostForFullCovariance;

    /// <summary>A trial as a member of its generation.</summary>
    public GenerationMember MemberOf(EncodedTrial trial)
    {
        if (Numeric.Length == trial.Point.Length && !HasDiscrete) return new GenerationMember(trial, trial.Point, []);
        var (numeric, categorical) = (new double[Numeric.Length], Categorical.Length == 0 ? [] : new int?[Categorical.Length]);
        for (var j = 0; j < numeric.Length; j++) numeric[j] = trial.Point[Numeric[j]];
        for (var k = 0; k < categorical.Length; k++)
            categorical[k] = trial.Point[Categorical[k]] is var choice && double.IsNaN(choice) ? null : (int)choice;
        return new GenerationMember(trial, numeric, categorical);
    }

    /// <summary>Every choice as likely as another.</summary>
    public double[][] EvenChoices() =>
        [.. Categorical.Select(
            i => ((ChoiceScale)Encoding.Scales[i]).Count).Select(count => Enumerable.Repeat(1.0 / count, count).ToArray())];
}
