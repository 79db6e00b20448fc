using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Azure.Storage.Blobs.Specialized;

namespace Serverless.Tuner.Storage;

/// <summary>A file on its way into its blob, block by block: nobody sees any of it before the blocks are committed.</summary>
internal sealed class ArtifactUpload(BlockBlobClient blob)
{
    private const int BlockBytes = 4 * 1024 * 1024;
    private const int IdBytes = 16;

    private readonly List<string> _blocks = [];
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(IdBytes);

    /// <summary>The blocks that it has, in order.</summary>
    public IReadOnlyList<string> Blocks => _blocks;

    public long Bytes { get; private set; }

    public string Sha256 { get; private set; } = "";

    /// <summary>Reads all of the content, but no more than it may have.</summary>
    /// <param name="content">The content.</param>
    /// <param name="most">How long it may be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was no longer than that.</returns>
    public async Task<bool> TryStageAsync(Stream content, long most, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            while (await content.ReadAtLeastAsync(buffer.AsMemory(0, BlockBytes), BlockBytes, false, cancellationToken) is > 0 and var read)
            {
                Bytes += read;
                if (Bytes > most) return false;
                hash.AppendData(buffer, 0, read);
                await StageAsync(new MemoryStream(buffer, 0, read, writable: false), cancellationToken);
                if (read < BlockBytes) break;
            }

            Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Blocks of another upload to the same blob have other names, of the same length.</summary>
    private async Task StageAsync(Stream block, CancellationToken cancellationToken)
    {
        var name = new byte[IdBytes + sizeof(int)];
        _id.CopyTo(name, 0);
        BinaryPrimitives.WriteInt32BigEndian(name.AsSpan(IdBytes), _blocks.Count);
        _blocks.Add(Convert.ToBase64String(name));
        await blob.StageBlockAsync(_blocks[^1], block, cancellationToken: cancellationToken);
    }
}
