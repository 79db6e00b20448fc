namespace Serverless.Tuner.Browser.Tests;

/// <summary>What a server answered to a browser, whether or not the browser let its page see it.</summary>
/// <param name="Method">The request's method.</param>
/// <param name="Url">Its address.</param>
/// <param name="Status">The answer's status.</param>
internal sealed record Answer(string Method, string Url, int Status);
