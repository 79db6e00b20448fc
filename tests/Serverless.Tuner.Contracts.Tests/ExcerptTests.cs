namespace Serverless.Tuner.Contracts.Tests;

public sealed class ExcerptTests
{
    private const string Smiles = "\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600";

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc…")]
    [InlineData("ab  d", 3, "ab…")]
    [InlineData(Smiles, 4, "\U0001F600\U0001F600…")]
    [InlineData(Smiles, 5, "\U0001F600\U0001F600…")]
    public void Start_OfAText_KeepsWholeCharacters(string text, int longest, string expected) =>
        Assert.Equal(expected, Excerpt.Start(text, longest));

    [Theory]
    [InlineData("0123456789", 10, "0123456789")]
    [InlineData("0123456789ab", 9, "01 … 89ab")]
    [InlineData("0  345678  b", 9, "0 … 8  b")]
    [InlineData(Smiles, 12, "\U0001F600 … \U0001F600\U0001F600\U0001F600")]
    [InlineData(Smiles, 11, "\U0001F600 … \U0001F600\U0001F600\U0001F600")]
    public void Ends_OfAText_KeepsWholeCharacters(string text, int longest, string expected) =>
        Assert.Equal(expected, Excerpt.Ends(text, longest));
}
