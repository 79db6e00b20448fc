namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>The options of TPE.</summary>
public sealed record TpeOptions
{
    /// <summary>The default of <see cref="StartTrials"/>.</summary>
    public const int DefaultStartTrials = 10;

    /// <summary>The default of <see cref="Candidates"/>.</summary>
    public const int DefaultCandidates = 24;

    private const int Most = 10_000;

    /// <summary>Checks and takes the options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not within 1 to 10,000.</exception>
    public TpeOptions(int startTrials = DefaultStartTrials, int candidates = DefaultCandidates)
    {
        StartTrials = Checked(startTrials, nameof(startTrials));
        Candidates = Checked(candidates, nameof(candidates));
    }

    /// <summary>How many trials must have a value before the model is used; until then points are random. 1 to 10,000.</summary>
    public int StartTrials { get; }

    /// <summary>How many candidates are drawn from the good density for a suggestion. 1 to 10,000.</summary>
    public int Candidates { get; }

    private static int Checked(int value, string name) => value is >= 1 and <= Most
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"Must be 1 to {Most}.");
}
