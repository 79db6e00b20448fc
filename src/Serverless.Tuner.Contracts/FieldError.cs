namespace Serverless.Tuner.Contracts;

/// <summary>One field that is wrong.</summary>
/// <param name="Pointer">The field as a JSON pointer (RFC 6901), e.g. <c>/searchSpace/2/low</c>; empty for the whole document.</param>
/// <param name="Detail">What is wrong with it.</param>
public sealed record FieldError(string Pointer, string Detail);
