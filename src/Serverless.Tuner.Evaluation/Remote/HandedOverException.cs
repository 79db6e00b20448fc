namespace Serverless.Tuner.Evaluation.Remote;

/// <summary>The endpoint has accepted the trial, and will tell its outcome by a call-back.</summary>
internal sealed class HandedOverException() : Exception("The evaluation goes on elsewhere.");
