namespace Serverless.Tuner.Storage;

/// <summary>Gives new trials to workers that wait for some.</summary>
/// <param name="created">The new trials; those that have ended already are for nobody.</param>
/// <returns>The same trials, those that are given out with their leases.</returns>
internal delegate IReadOnlyList<Trial> GiveOut(IReadOnlyList<Trial> created);
