namespace Serverless.Tuner.Storage;

/// <summary>A row cannot be read: it was damaged, or written by a later version of the tuner. Reading it again does not help.</summary>
/// <param name="message">Which row, and why.</param>
/// <param name="innerException">What reading it threw.</param>
public sealed class UnreadableRowException(string message, Exception innerException) : Exception(message, innerException)
{
    /// <summary>The trial whose row it is; null when it is the study's own.</summary>
    internal int? Trial { get; private init; }

    /// <summary>Reads a row and throws this in the place of whatever that throws.</summary>
    internal static T Translate<T>(string row, int? trial, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new UnreadableRowException($"{char.ToUpperInvariant(row[0])}{row[1..]} cannot be read: {e.Message}", e) { Trial = trial };
        }
    }
}
