namespace Serverless.Tuner.Core.Schedules;

/// <summary>On whose behalf a schedule starts studies: whoever has written it last.</summary>
/// <param name="Caller">Tells callers apart.</param>
/// <param name="Scope">What they might do then.</param>
/// <param name="Key">The key that they came with, which must still be valid when a study is started; null for the owner of the app and for
/// those whom the platform has signed in.</param>
public sealed record ScheduleOwner(string Caller, KeyScope Scope, string? Key);
