namespace Serverless.Tuner.Functions.Notifying;

/// <summary>What a webhook is told, in the form that Standard Webhooks recommends.</summary>
/// <param name="Type">What happened, as <c>study.ended</c>.</param>
/// <param name="Timestamp">When.</param>
/// <param name="Data">How the study stood.</param>
internal sealed record NoticeBody(string Type, DateTimeOffset Timestamp, NoticeData Data);
