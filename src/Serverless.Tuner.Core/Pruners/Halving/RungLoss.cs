using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>What a trial had reported when it came to a rung: the first report at or beyond its step, whatever its state is now.</summary>
/// <param name="Step">The rung's step.</param>
/// <param name="Direction">What is better.</param>
/// <param name="Brackets">The brackets among which trials are divided; null when all compete.</param>
/// <param name="Bracket">Which of the brackets competes.</param>
internal sealed record RungLoss(int Step, Direction Direction, Brackets? Brackets = null, int Bracket = 0) : TrialFigure
{
    /// <summary>A trial that does not compete; null when all do.</summary>
    public int? Except { get; init; }

    public override double? Of(TrialCurve trial) =>
        trial.Number != Except
            && (Brackets is null || Brackets.Of(trial.Number) == Bracket) ? Loss.Of(trial.FirstFrom(Step), Direction) : null;
}
