namespace Serverless.Tuner.Core.SearchSpaces.Expressions;

/// <summary>What a word of an expression is.</summary>
internal enum WhereWordKind
{
    /// <summary>There is none any more.</summary>
    End,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A parameter's name.</summary>
    Name,

    /// <summary>An operator, a comparison or a parenthesis.</summary>
    Sign,

    /// <summary>Something that no expression has.</summary>
    Unknown,
}

/// <summary>A word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The word; of a name without its backquotes.</param>
/// <param name="Column">Where it begins, from 1.</param>
/// <param name="Value">The number.</param>
internal readonly record struct WhereWord(WhereWordKind Kind, string Text, int Column, double Value = 0)
{
    /// <summary>Whether it is this sign.</summary>
    public bool Is(string sign) => Kind == WhereWordKind.Sign && Text == sign;

    /// <summary>Whether it compares two sides.</summary>
    public bool IsComparison => Kind == WhereWordKind.Sign && Text is "<=" or "<" or ">=" or ">";
}
