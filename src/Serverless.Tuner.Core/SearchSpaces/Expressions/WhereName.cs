namespace Serverless.Tuner.Core.SearchSpaces.Expressions;

/// <summary>A parameter that an expression names.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Column">Where it stands first, from 1.</param>
internal readonly record struct WhereName(string Name, int Column);
