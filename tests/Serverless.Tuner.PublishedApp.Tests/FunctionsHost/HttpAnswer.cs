using System.Net;

namespace Serverless.Tuner.PublishedApp.Tests.FunctionsHost;

/// <summary>What an HTTP function answered.</summary>
internal sealed record HttpAnswer(HttpStatusCode Status, string? MediaType, string? Location, string Body);
