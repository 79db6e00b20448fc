using System.Security.Cryptography;
using System.Text;

namespace Serverless.Tuner.Storage;

/// <summary>A key as its user has it, <c>tk_ID_SECRET</c>: the id finds its row, of the secret only the hash is kept.</summary>
/// <param name="Id">The id, which is no secret.</param>
/// <param name="Hash">The SHA-256 of the secret.</param>
public sealed record KeyText(string Id, byte[] Hash)
{
    private const string Prefix = "tk";
    private const int IdBytes = 8;
    private const int SecretBytes = 32;

    /// <summary>Takes a text apart; null when it is no key of ours.</summary>
    public static KeyText? TryParse(string text) =>
        text.Split('_') is [Prefix, var id, var secret] && IsHex(id, IdBytes) && IsHex(secret, SecretBytes)
            ? new KeyText(id, HashOf(secret))
            : null;

    /// <summary>A new key and its text, with 256 random bits.</summary>
    internal static (KeyText Key, string Text) New()
    {
        var (id, secret) = (Random(IdBytes), Random(SecretBytes));
        return (new KeyText(id, HashOf(secret)), $"{Prefix}_{id}_{secret}");
    }

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));

    private static string Random(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));

    private static bool IsHex(string text, int bytes) => text.Length == bytes * 2 && text.All(char.IsAsciiHexDigitLower);
}
