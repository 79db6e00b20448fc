namespace Serverless.Tuner.EmbeddedHost.Durable.History;

/// <summary>An instance's whole partition, as it was at one moment.</summary>
/// <param name="State">Its row.</param>
/// <param name="Episodes">The steps of its live generation, in order.</param>
/// <param name="Inbox">What it has not taken in yet, in order of arrival.</param>
/// <param name="Leftovers">Row keys of steps of generations that are over.</param>
internal sealed record StoredInstance(
    InstanceState State,
    IReadOnlyList<Episode> Episodes,
    IReadOnlyList<InboxEntry> Inbox,
    IReadOnlyList<string> Leftovers);
