using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;

namespace TuroEzpass.Web.Assets;

/// <summary>The style sheet, the scripts and the icon. They are embedded in the assembly, so every program that references it has them. Their
/// URL contains a fingerprint of all of them: browsers can cache them forever, and modules find each other by relative path.</summary>
public sealed class SiteAssets
{
    private const string Prefix = "wwwroot/";
    private readonly FrozenDictionary<string, Asset> files;

    /// <summary>Reads the assets from the assembly.</summary>
    public SiteAssets()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        files = names.ToFrozenDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(file => file.Key, StringComparer.Ordinal))
            hash.AppendData(file.Value.Bytes);
        Version = Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>The fingerprint of all assets.</summary>
    public string Version { get; }

    /// <summary>The URL of an asset, such as <c>site.css</c>.</summary>
    public string Url(string name) => files.ContainsKey(name) ? $"/assets/{Version}/{name}" : throw new ArgumentException($"There is no {name} in wwwroot.", nameof(name));

    /// <summary>Responds to <c>/assets/{version}/{name}</c>.</summary>
    public IResult Answer(string version, string name, HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!files.TryGetValue(name, out var file))
            return TypedResults.NotFound();
        // Another replica may run a different release. Serve its URL, but without caching.
        context.Response.Headers.CacheControl = version == Version ? "public, max-age=31536000, immutable" : "no-cache";
        context.Response.Headers.Vary = "Accept-Encoding";
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal))
            return TypedResults.Bytes(file.Bytes, file.Type);
        context.Response.Headers.ContentEncoding = "br";
        return TypedResults.Bytes(file.Brotli, file.Type);
    }

    private static Asset Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        using var small = new MemoryStream();
        using (var brotli = new BrotliStream(small, CompressionLevel.SmallestSize, leaveOpen: true))
            brotli.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
        var type = System.IO.Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            var other => throw new NotSupportedException($"{name}: unknown file type {other}."),
        };
        return new Asset(bytes.ToArray(), small.ToArray(), type);
    }

    private sealed record Asset(byte[] Bytes, byte[] Brotli, string Type);
}
