using System.Security.Cryptography;
using System.Text;

namespace Serverless.Tuner.EmbeddedHost.Durable.Execution;

/// <summary>Identifiers that a replay makes again: RFC 9562, version 8, from SHA-256 of a name.</summary>
internal static class NameBasedGuid
{
    public static Guid Create(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        var bytes = hash[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
