namespace Serverless.Tuner.Core.SearchSpaces.Expressions;

/// <summary>What a step of an expression does to the numbers before it.</summary>
internal enum WhereOperation
{
    /// <summary>Adds a number.</summary>
    Number,

    /// <summary>Adds a parameter's value.</summary>
    Name,

    /// <summary>Changes the sign of the last.</summary>
    Negate,

    /// <summary>Puts their sum in the place of the last two.</summary>
    Add,

    /// <summary>Puts their difference in the place of the last two.</summary>
    Subtract,

    /// <summary>Puts their product in the place of the last two.</summary>
    Multiply,
}

/// <summary>A step of an expression in postfix order.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Value">The number.</param>
/// <param name="Name">The place of the parameter among the names of the expression.</param>
internal readonly record struct WhereStep(WhereOperation Operation, double Value = 0, int Name = 0);
