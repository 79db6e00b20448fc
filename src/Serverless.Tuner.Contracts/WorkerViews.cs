namespace Serverless.Tuner.Contracts;

/// <summary>The answer to a report or a heartbeat: whether the worker is to go on.</summary>
/// <param name="Prune">Whether to stop: the trial has ended already, and its worker need not call again for it.</param>
/// <param name="Reason">Why.</param>
public sealed record GoOnView(bool Prune, string? Reason = null);

/// <summary>The answer to what a worker tells of a trial's end.</summary>
/// <param name="Number">The trial.</param>
/// <param name="State">How it has ended; <see cref="TrialState.Waiting"/> when there is to be another attempt.</param>
/// <param name="Reason">Why it was pruned or failed.</param>
public sealed record ToldView(int Number, TrialState State, string? Reason = null);
