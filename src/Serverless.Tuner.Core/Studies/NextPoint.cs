using Serverless.Tuner.Core.Origins;

namespace Serverless.Tuner.Core.Studies;

/// <summary>The point of a new trial.</summary>
/// <param name="Values">Its parameters; null when every point of the space has been tried and none is to be tried twice.</param>
/// <param name="IsEnqueued">Whether it was asked for rather than suggested.</param>
/// <param name="After">The study whose queue no longer holds it.</param>
/// <param name="Origin">Where it came from, as far as its source knows.</param>
internal sealed record NextPoint(
    IReadOnlyDictionary<string, ParameterValue>? Values, bool IsEnqueued, Study After, TrialOrigin Origin);
