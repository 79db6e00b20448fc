using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Serverless.Tuner.Evaluation.Remote;

/// <summary>The random token that call-backs of an attempt carry; its trial keeps only the hash.</summary>
internal static class CallbackToken
{
    private const int Bytes = 32;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string Hash(string token) => Hash(Encoding.UTF8.GetBytes(token));

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static bool Matches(string? token, string hash) => token is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(token)), Encoding.ASCII.GetBytes(hash));
}
