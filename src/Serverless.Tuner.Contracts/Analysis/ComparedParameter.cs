namespace Serverless.Tuner.Contracts;

/// <summary>A parameter of the best trials of several studies.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Values">Its value in the best trial of each study; null where it has none, and where null is its value: see
/// <see cref="Absent"/>.</param>
public sealed record ComparedParameter(string Name, IReadOnlyList<ParameterValue> Values)
{
    /// <summary>The places in <see cref="Values"/> where the best trial does not have the parameter, if it is null in another; null where
    /// every null says that.</summary>
    public IReadOnlyList<int>? Absent { get; init; }
}
