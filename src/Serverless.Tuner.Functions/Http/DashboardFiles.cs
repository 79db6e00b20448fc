using System.IO.Compression;
using System.Security.Cryptography;

namespace Serverless.Tuner.Functions.Http;

/// <summary>The files of the dashboard as the build made them: compressed, in the assembly, each under a name without a folder.</summary>
internal static class DashboardFiles
{
    /// <summary>The page that loads all others.</summary>
    public const string Page = "index.html";

    private const string Folder = "dashboard/";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    private static readonly Lazy<IReadOnlyDictionary<string, DashboardFile>> Files = new(Read);

    /// <summary>All of them by name; none in an app that was built without Node.js.</summary>
    public static IReadOnlyDictionary<string, DashboardFile> All => Files.Value;

    private static Dictionary<string, DashboardFile> Read() =>
        typeof(DashboardFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => (Name: name[Folder.Length..], Content: Content(name)))
            .ToDictionary(
                file => file.Name,
                file => new DashboardFile(file.Content, Types[Path.GetExtension(file.Name)], TagOf(file.Content)),
                StringComparer.Ordinal);

    private static string TagOf(byte[] content) => $"\"{Convert.ToHexStringLower(SHA256.HashData(content)[..12])}\"";

    private static byte[] Content(string resource)
    {
        using var stream = typeof(DashboardFiles).Assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}

/// <summary>One of them.</summary>
/// <param name="Brotli">Its content, compressed.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="ETag">Names the content.</param>
internal sealed record DashboardFile(byte[] Brotli, string ContentType, string ETag)
{
    /// <summary>Its content as it is, for the few callers that take nothing compressed.</summary>
    public byte[] Plain()
    {
        using var plain = new MemoryStream();
        using var brotli = new BrotliStream(new MemoryStream(Brotli), CompressionMode.Decompress);
        brotli.CopyTo(plain);
        return plain.ToArray();
    }
}
