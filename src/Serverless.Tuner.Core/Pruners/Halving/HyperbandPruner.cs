using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>Hyperband: asynchronous successive halving in several brackets at once, from one that begins to stop trials at r to one that lets all run to R.</summary>
/// <remarks>Li et al. 2018, Hyperband, algorithm 1, with the asynchronous halving of Li et al. 2020. A trial competes within its bracket; at R it has all that there is, and nothing is decided any more.</remarks>
internal sealed class HyperbandPruner : IPruner
{
    private readonly HyperbandOptions _options;
    private readonly PrunerContext _context;
    private readonly Brackets? _brackets;

    public HyperbandPruner(HyperbandOptions options, PrunerContext context)
    {
        _options = options;
        _context = context;
        if (options.MaxResource is { } most) _brackets = BracketsUpTo(most);
    }

    /// <inheritdoc />
    /// <remarks>With <c>auto</c> any bracket's rungs count: how many brackets there are, the other trials say.</remarks>
    public bool LooksAtOthers(TrialCurve trial) =>
        RungsOf(_brackets?.Of(trial.Number) ?? 0).HasDue(trial, _options.MaxResource ?? double.PositiveInfinity);

    public bool ShouldPrune(TrialCurve trial, PrunerHistory others)
    {
        var most = _options.MaxResource ?? CompleteResource.Most(others);
        if (most is not { } end || end < _options.MinResource) return false;
        var brackets = _brackets ?? BracketsUpTo((int)end);
        var bracket = brackets.Of(trial.Number);
        return RungsOf(bracket).Stop(trial, others, end, step => new RungLoss(step, _context.Direction, brackets, bracket));
    }

    private Brackets BracketsUpTo(int maxResource) => new(_context.Study, _options.MinResource, maxResource, _options.ReductionFactor);

    private Rungs RungsOf(int bracket)
    {
        // Within R, as the brackets are.
        var first = _options.MinResource;
        for (var i = 0; i < bracket; i++) first *= _options.ReductionFactor;
        return new Rungs(first, _options.ReductionFactor, _options.BootstrapCount);
    }
}
