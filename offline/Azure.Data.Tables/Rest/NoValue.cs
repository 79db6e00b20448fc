namespace Azure.Data.Tables.Rest;

/// <summary>The answer where there is no such entity.</summary>
internal sealed class NoValue<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The entity does not exist, so there is no value: look at HasValue first.");

    public override Response GetRawResponse() => response;
}
