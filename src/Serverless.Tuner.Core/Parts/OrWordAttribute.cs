namespace Serverless.Tuner.Core.Parts;

/// <summary>A word that a study file may have in place of a number; the option is then null.</summary>
/// <param name="word">The word.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OrWordAttribute(string word) : Attribute
{
    /// <summary>The word.</summary>
    public string Word { get; } = word;
}
